// The apps of the portal: Phone System, Accounts, Microsoft Teams, and the page that lists them.

import { childrenOf, found } from "./account-browser.js";
import { phoneSystem } from "./phone-system.js";
import { element, fragment, link, tour } from "./ui.js";

function appList(content, portal) {
  const page = fragment("apps");
  for (const [name, app] of Object.entries(APPS)) {
    if (name === "appstore") continue;
    const tile = link("app-element", app.title);
    tile.dataset.name = name;
    tile.addEventListener("click", () => {
      portal.show(name);
      if (portal.behaviour.apps_first) tour(`Welcome to ${app.title}. Let us show you around.`);
    });
    page.querySelector(".app-list").append(tile);
  }
  content.replaceChildren(page);
}

async function accountsApp(content, portal) {
  const page = fragment("accounts-app");
  content.replaceChildren(page);
  const body = page.querySelector("tbody");
  const search = page.querySelector(".search-query");
  const rowOf = (account) => {
    const row = element("tr");
    row.append(element("td", "account-name", account.name), element("td", "", account.realm));
    const use = element("button", "monster-button use-account", "Use Account");
    use.type = "button";
    use.addEventListener("click", () => {
      portal.become(account);
      portal.show("phone-system");
    });
    const cell = element("td");
    cell.append(use);
    row.append(cell);
    return row;
  };
  let source = null;
  const end = page.querySelector(".table-end");
  const seen = new IntersectionObserver(async ([entry]) => {
    if (!entry.isIntersecting || !source || source.ended) return;
    const read = source;
    const accounts = await read.next();
    if (read === source) grow(accounts);
  });
  // Observed anew, so that it is told again where the end still is in view.
  const grow = (accounts) => {
    body.append(...accounts.map(rowOf));
    seen.unobserve(end);
    seen.observe(end);
  };
  const list = async (chosen) => {
    source = chosen;
    const accounts = await chosen.next();
    if (chosen !== source) return;
    body.replaceChildren();
    grow(accounts);
  };
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") list(search.value.trim() ? found(search.value) : childrenOf(portal.account));
  });
  await list(childrenOf(portal.account));
}

function teams(content) {
  content.replaceChildren(element("div", "empty-app", "Microsoft Teams is not connected."));
}

export const APPS = {
  "phone-system": { title: "Phone System", draw: phoneSystem },
  accounts: { title: "Accounts", draw: accountsApp },
  "microsoft-teams": { title: "Microsoft Teams", draw: teams },
  appstore: { title: "Apps", draw: appList },
};
