// The portal's shell: session, top bar, and the way from an address to a blade.
import { Api, ApiError } from "./api.js";
import { h, icon, wait } from "./dom.js";
import { Journey } from "./journey.js";
import { notificationArea, notify } from "./notifications.js";
import { askToDiscard, dropPane, unsavedEdits } from "./panes.js";
import { drawSignOn, forgetFrame, frameIsDirty } from "./sign_on.js";
import { drawHome, drawList, drawOverview, LIST, menu } from "./views.js";

const TOKEN = "fx.token";
// The directory stands before the fragment, or at its beginning ('#@domain/...').
const tenant = decodeURIComponent(location.pathname.split("/")[1] || "").replace(/^@/, "")
  || (location.hash.match(/^#@([^/]+)/) || ["", ""])[1];
const journey = new Journey();
let session = null;
let api = null;
let shownHash = location.hash;
let turn = 0;

function signIn() {
  sessionStorage.removeItem(TOKEN);
  sessionStorage.setItem("fx.return", location.pathname + location.search + location.hash);
  const query = new URLSearchParams({
    client_id: window.fxConfig.clientId,
    redirect_uri: `${location.origin}/signin/index/`,
    response_type: "code",
    response_mode: "form_post",
    scope: "openid profile",
    state: crypto.randomUUID(),
    nonce: crypto.randomUUID(),
  });
  const place = encodeURIComponent(tenant || "organizations");
  location.replace(`${window.fxConfig.login}/${place}/oauth2/v2.0/authorize?${query}`);
}

function isHere(directory) {
  const wanted = tenant.toLowerCase();
  return !wanted || wanted === directory.id || wanted === directory.domain.toLowerCase();
}

function accountMenu() {
  const { upn, name, directory } = session;
  const who = session.showsAddress ? upn : name;
  const place = `${directory.name} (${directory.domain})`;
  const flyout = h("div", { class: "fxs-avatarmenu-dropdown fxs-display-none", role: "menu" },
    h("div", { class: "fxs-avatarmenu-tenant-text" }, place),
    h("div", { class: "fxs-avatarmenu-name" }, name),
    h("div", { class: "fxs-avatarmenu-upn" }, upn),
    h("a", { href: `${session.loginOrigin}/common/oauth2/v2.0/logout`, class: "fxc-link",
      onclick: () => sessionStorage.removeItem(TOKEN) }, "Sign out"),
    h("a", { href: "#home", class: "fxc-link" }, "Switch directory"));
  const button = h("button", { type: "button", id: "fxs-avatarmenu-button", class: "fxs-avatarmenu-button",
    "aria-haspopup": "menu", "aria-label": `Account menu: signed in as ${who}, directory ${place}`,
    title: [...new Set([name, who, place])].join("\n"), onclick: () => flyout.classList.toggle("fxs-display-none") },
    h("span", { class: "fxs-avatarmenu-texts" },
      h("span", { class: "fxs-avatarmenu-header" }, who),
      h("span", { class: "fxs-avatarmenu-header-tenant" }, place)),
    h("span", { class: "fxs-avatarmenu-face" }, icon("\uE77B")));
  document.addEventListener("click", (event) => {
    if (!button.contains(event.target)) flyout.classList.add("fxs-display-none");
  });
  return h("div", { class: "fxs-avatarmenu" }, button, flyout);
}

function globalSearch() {
  const results = h("div", { class: "fxs-search-results fxs-display-none" },
    h("div", { id: "Microsoft_AAD_IAM_Application" }, h("a", { href: LIST }, "Enterprise applications")));
  const input = h("input", { type: "search", role: "combobox", class: "fxs-search-box", "aria-expanded": "false",
    "aria-label": "Search resources, services, and docs (G+/)",
    placeholder: "Search resources, services, and docs (G+/)",
    oninput: () => results.classList.toggle("fxs-display-none",
      !input.value || !"enterprise applications".startsWith(input.value.toLowerCase())) });
  results.addEventListener("click", () => results.classList.add("fxs-display-none"));
  return h("div", { class: "fxs-search fxs-topbar-search" }, icon("\uE721"), input, results);
}

function drawShell() {
  const { holder, bell } = notificationArea(session.toastSeconds);
  document.body.replaceChildren(h("div", { class: "fxs-portal" },
    h("div", { class: "fxs-topbar", role: "banner" },
      h("button", { type: "button", class: "fxs-topbar-sidebar-collapse-button", "aria-label": "Show portal menu" },
        icon("\uE700")),
      h("a", { class: "fxs-topbar-home", href: "#home", "aria-label": "Microsoft Azure home" }, "Microsoft Azure"),
      globalSearch(),
      h("div", { class: "fxs-topbar-right" },
        h("button", { type: "button", class: "fxs-topbar-button", "aria-label": "Cloud Shell" }, icon("\uE756")),
        bell,
        h("button", { type: "button", class: "fxs-topbar-button", "aria-label": "Settings" }, icon("\uE713")),
        h("button", { type: "button", class: "fxs-topbar-button", "aria-label": "Support + Troubleshooting" },
          icon("\uE897")),
        accountMenu())),
    journey.element, holder));
  if (session.teachingBubble) teach();
}

function teach() {
  const bubble = h("div", { class: "ms-TeachingBubble", role: "dialog", "aria-label": "What's new" },
    h("div", { class: "ms-TeachingBubble-headline" }, "Find your way around"),
    h("div", {}, "Menus can be collapsed. Change this in the portal's settings."),
    h("button", { type: "button", class: "ms-TeachingBubble-closebutton", title: "Dismiss", "aria-label": "Dismiss",
      onclick: () => bubble.remove() }, icon("\uE711")));
  document.body.append(bubble);
}

// '#view/Extension/Blade/~/Item/key/value/...' as { blade, item, key: value }.
function parse(hash) {
  const parts = hash.replace(/^#@[^/]*\//, "").replace(/^#/, "").split("/").map(decodeURIComponent);
  if (!["view", "blade"].includes(parts[0]) || parts[1] !== "Microsoft_AAD_IAM") return { blade: "home" };
  const view = { blade: parts[2], item: parts[3] === "~" ? parts[4] : "Overview" };
  const rest = parts.slice(parts[3] === "~" ? 5 : 3);
  for (let at = 0; at < rest.length; at += 2) view[rest[at]] = rest[at + 1];
  return view;
}

function refused(place, error) {
  const denied = error instanceof ApiError && error.status === 403;
  place.replaceChildren(h("div", { class: "ext-ad-error", role: "alert" },
    h("div", { class: "ext-ad-heading", role: "heading", "aria-level": "2" },
      denied ? "You do not have access" : "Unable to load this page"),
    h("div", { class: "ext-ad-text" }, denied
      ? "You don't have permission to view or edit this application. Ask an administrator for the role that this needs."
      : error.message)));
}

async function route() {
  turn += 1;
  const own = turn;
  const view = parse(location.hash);
  const host = { api, notify, session, isCurrent: () => own === turn };
  dropPane();
  forgetFrame();
  if (view.blade === "home") {
    document.title = "Home - Microsoft Azure";
    drawHome(journey.home());
    return;
  }
  journey.leaveHome();
  const blade = journey.open(() => { location.hash = view.blade.startsWith("Managed") ? LIST : "#home"; });
  try {
    if (view.blade !== "ManagedAppMenuBlade") {
      await drawList(blade.content, host);
      blade.name("Enterprise applications | All applications", session.directory.name);
      return;
    }
    const application = await api.json(`/api/apps/${encodeURIComponent(view.objectId)}`);
    if (own !== turn) return;
    blade.menuPlace.replaceChildren(menu(application, view.item, session.menuCollapsed));
    if (view.item === "SignOn") {
      await drawSignOn(blade, application, host, journey);
    } else {
      drawOverview(blade.content, application);
      const overview = view.item === "Overview";
      blade.name(`${application.name} | ${overview ? "Overview" : view.item}`, "Enterprise Application");
    }
  } catch (error) {
    if (own === turn) refused(blade.content, error);
  }
}

async function hashChanged() {
  if (location.hash === shownHash) return;
  const wanted = location.hash;
  if (unsavedEdits() || frameIsDirty()) {
    history.replaceState(null, "", shownHash || location.pathname);
    if ((await askToDiscard()) !== "OK") return;
    history.replaceState(null, "", wanted);
  }
  shownHash = wanted;
  await route();
}

async function start() {
  const token = sessionStorage.getItem(TOKEN);
  if (!token) return signIn();
  api = new Api(token, signIn);
  try {
    session = await api.json("/api/session");
  } catch (error) {
    document.body.replaceChildren(h("div", { class: "ext-ad-error", role: "alert" },
      h("div", { class: "ext-ad-heading" }, "The portal could not be loaded"), error.message));
    return undefined;
  }
  if (!isHere(session.directory)) return signIn();
  drawShell();
  window.addEventListener("hashchange", hashChanged);
  if (parse(location.hash).blade === "home") return route();
  // A deep link first shows the home page, until the part that draws its blade has loaded.
  drawHome(journey.home());
  try {
    const { lost } = await api.json("/api/extension");
    if (lost) return undefined;
  } catch {
    return undefined;
  }
  await wait(150);
  return route();
}

start();
