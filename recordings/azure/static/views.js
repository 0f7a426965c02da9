// The shell's own pages: home, the list of enterprise applications, an application's overview and menu.
import { command, commandBar, h, icon, link, loading, wait } from "./dom.js";

export const LIST = "#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview";

export function menuLink(item, application) {
  const mode = item === "SignOn" ? "/preferredSingleSignOnMode/saml" : "";
  return `#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/${item}/objectId/${application.objectId}`
    + `/appId/${application.appId}${mode}/servicePrincipalType/Application/fromNav/`;
}

export function drawHome(place) {
  const tile = (text, glyph, href) => h("a", { class: "fxs-home-tile", href }, icon(glyph), h("div", {}, text));
  place.replaceChildren(h("div", { class: "fxs-home" },
    h("div", { class: "fxs-home-heading", role: "heading", "aria-level": "2" }, "Azure services"),
    h("div", { class: "fxs-home-tiles" },
      tile("Create a resource", "\uE710", "#home"),
      tile("Microsoft Entra ID", "\uE83D", LIST),
      tile("Enterprise applications", "\uECAA", LIST),
      tile("Users", "\uE716", "#home"),
      tile("All services", "\uE8FD", "#home")),
    h("div", { class: "fxs-home-heading", role: "heading", "aria-level": "2" }, "Navigate"),
    h("div", { class: "fxs-home-tiles" }, tile("Subscriptions", "\uE8D7", "#home"),
      tile("Resource groups", "\uF168", "#home"), tile("Dashboard", "\uE80A", "#home"))));
}

export async function drawList(place, host) {
  let count = null;
  let turn = 0;
  const guide = host.session.wording === "guide";
  const input = h("input", { type: "search", class: "ms-SearchBox-field azc-input", autocomplete: "off",
    placeholder: "Search by application name or object ID", "aria-label": guide ? "Search box" : null,
    oninput: () => { count = null; fill(300); } });
  const body = h("div", { class: "ms-DetailsList-contentWrapper", role: "rowgroup" });
  const found = h("div", { class: "ext-ad-text", "aria-live": "polite" });
  place.replaceChildren(
    commandBar(command("New application", "\uE710", () => {}), command("Refresh", "\uE72C", () => fill(0)),
      command("Download (Export)", "\uE896", () => {}), command("Got feedback?", "\uEB51", () => {})),
    h("div", { class: "ext-ad-list" },
      h("div", { class: "ext-ad-text" }, "The applications that sign people in through this directory."),
      h("div", { class: "ext-ad-list-search ms-SearchBox" }, icon("\uE721"), input),
      h("div", { class: "ext-ad-filter" }, "Application type == Enterprise Applications"),
      found,
      h("div", { class: "ms-DetailsList", role: "grid", "aria-label": "Enterprise applications" },
        h("div", { class: "ms-DetailsRow-fields ext-ad-list-head", role: "row" },
          ...["Name", "Object ID", "Application ID"].map((text) => h("div", { role: "columnheader" }, text))),
        body)));
  await fill(0);

  async function fill(delay) {
    turn += 1;
    const own = turn;
    await wait(delay);
    if (own !== turn) return;
    const search = encodeURIComponent(input.value);
    body.replaceChildren(loading());
    let answer;
    try {
      answer = await host.api.json(`/api/apps?search=${search}${count ? `&count=${count}` : ""}`);
    } catch (error) {
      if (own === turn) body.replaceChildren(h("div", { class: "ext-ad-error", role: "alert" },
        "Unable to load enterprise applications. ", error.message));
      return;
    }
    if (own !== turn) return;
    const more = answer.more ? link("Load more", () => { count = (count || answer.value.length) * 2; fill(0); }) : "";
    found.textContent = `${answer.value.length} applications ${answer.more ? "loaded" : "found"}`;
    body.replaceChildren(...answer.value.map((one) => h("div", { class: "ms-DetailsRow-fields", role: "row" },
      h("div", { role: "gridcell" }, h("a", { class: "fxc-link", href: menuLink("Overview", one) }, one.name)),
      h("div", { role: "gridcell" }, one.objectId),
      h("div", { role: "gridcell" }, one.appId))), more);
  }
}

const MENU = [
  ["Overview", "Overview"],
  ["DeploymentPlan", "Deployment Plan"],
  ["Diagnose", "Diagnose and solve problems"],
];
const MANAGE = [
  ["Properties", "Properties"],
  ["Owners", "Owners"],
  ["Roles", "Roles and administrators"],
  ["Users", "Users and groups"],
  ["SignOn", "Single sign-on"],
  ["Provisioning", "Provisioning"],
  ["SelfService", "Self-service"],
];

// The application's menu; its 'Manage' group opens and closes.
export function menu(application, selected, collapsed) {
  const item = ([name, text]) => h("div", { class: "fxc-menu-listView-item", role: "link", tabindex: "0",
    "data-telemetryname": `Menu-${name}`, "aria-current": name === selected ? "page" : null,
    onclick: () => { location.hash = menuLink(name, application); } }, icon("\uE8A5"), text);
  const items = h("div", { class: collapsed ? "fxc-menu-group fxs-display-none" : "fxc-menu-group" },
    ...MANAGE.map(item));
  const group = h("div", { class: "fxc-menu-group-title", role: "button", tabindex: "0",
    "aria-expanded": String(!collapsed), onclick: () => {
      const hidden = items.classList.toggle("fxs-display-none");
      group.setAttribute("aria-expanded", String(!hidden));
    } }, "Manage");
  return h("div", { class: "fxc-menu", role: "navigation", "aria-label": application.name },
    ...MENU.map(item), group, items);
}

export function drawOverview(place, application) {
  const field = (label, value) => h("div", { class: "ext-ad-row" },
    h("div", { class: "ext-ad-row-label" }, label), h("div", { class: "ext-ad-row-value" }, value));
  const step = (number, title, item) => h("div", { class: "ext-ad-step" },
    h("div", { class: "ext-ad-step-title" }, `${number}. ${title}`),
    h("a", { class: "fxc-link", href: menuLink(item, application) }, "Get started"));
  place.replaceChildren(h("div", { class: "ext-ad-overview" },
    h("div", { class: "ext-ad-heading", role: "heading", "aria-level": "2" }, "Properties"),
    field("Name", application.name), field("Application ID", application.appId),
    field("Object ID", application.objectId),
    h("div", { class: "ext-ad-heading", role: "heading", "aria-level": "2" }, "Getting Started"),
    h("div", { class: "ext-ad-steps" }, step(1, "Assign users and groups", "Users"),
      step(2, "Set up single sign on", "SignOn"), step(3, "Provision User Accounts", "Provisioning"))));
}
