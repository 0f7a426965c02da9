// The apps of the portal: Phone System, Accounts, Microsoft Teams, and the page that lists them.

import { call } from "./api.js";
import { phoneSystem } from "./phone-system.js";
import { element, fragment, link } from "./ui.js";

function appList(content, portal) {
  const page = fragment("apps");
  for (const [name, app] of Object.entries(APPS)) {
    if (name === "appstore") continue;
    const tile = link("app-element", app.title);
    tile.dataset.name = name;
    tile.addEventListener("click", () => portal.show(name));
    page.querySelector(".app-list").append(tile);
  }
  content.replaceChildren(page);
}

async function accountsApp(content, portal) {
  const page = fragment("accounts-app");
  content.replaceChildren(page);
  const body = page.querySelector("tbody");
  const search = page.querySelector(".search-query");
  const fill = (accounts) => body.replaceChildren(...accounts.map((account) => {
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
  }));
  const list = async () => fill((await call("GET", `/v2/accounts/${portal.account.id}/children`)).data);
  search.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter") return;
    if (!search.value.trim()) return void list();
    fill((await call("GET", `/v2/search?t=account&q=${encodeURIComponent(search.value)}`)).data);
  });
  await list();
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
