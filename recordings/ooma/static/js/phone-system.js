// The Phone System App: a menu of pages, among them the company account page with its tabs.

import { call } from "./api.js";
import { idpTab } from "./idp.js";
import { element, fragment, link, load } from "./ui.js";

const PAGES = ["Extensions", "Callflows", "Users", "Devices", "Voicemail Boxes", "Account Details"];
const TABS = ["Basics", "Numbers", "Limits", "IdP and SSO"];

const idOf = (title) => title.toLowerCase().replaceAll(" ", "-");

function menu(nav, titles, open) {
  const items = titles.map((title) => {
    const item = link("navbar-menu-item-link", title);
    item.dataset.id = idOf(title);
    item.addEventListener("click", () => {
      nav.querySelectorAll(".active").forEach((other) => other.classList.remove("active"));
      item.classList.add("active");
      open(title);
    });
    return item;
  });
  nav.replaceChildren(...items);
  items[0].click();
}

function emptyPage(title) {
  const page = element("div", "empty-page");
  page.append(element("h3", "", title), element("p", "", "Nothing here yet."));
  return page;
}

async function basics(account) {
  const { data } = await call("GET", `/v2/accounts/${account.id}`);
  const page = fragment("basics");
  for (const value of page.querySelectorAll("[data-key]")) value.textContent = data[value.dataset.key];
  return page;
}

function accountPage(layout, account) {
  const content = layout.querySelector(".app-content-wrapper");
  const body = element("div", "account-tab-content");
  content.replaceChildren(element("h3", "account-page-title", account.name), body);
  menu(layout.querySelector(".app-subnav"), TABS, (title) => {
    if (title === "Basics") load(body, () => basics(account));
    else if (title === "IdP and SSO") idpTab(body, account);
    else body.replaceChildren(emptyPage(title));
  });
}

/** Draws the app for the portal's current account; it opens on its first page. */
export function phoneSystem(container, portal) {
  const layout = fragment("app-layout");
  layout.id = "phone-system_app_container";
  container.replaceChildren(layout);
  const account = portal.account;
  menu(layout.querySelector(".app-navbar"), PAGES, (title) => {
    layout.querySelector(".app-subnav").replaceChildren();
    if (title === "Account Details") accountPage(layout, account);
    else layout.querySelector(".app-content-wrapper").replaceChildren(emptyPage(title));
  });
}
