// The account dropdown: whose accounts are listed, the ways out of masquerading, and the list itself.

import { parentOf } from "./account-browser.js";
import { AccountTree } from "./account-tree.js";
import { SlidingList } from "./sliding-list.js";
import { fragment } from "./ui.js";

class AccountMenu {
  constructor(portal) {
    this.portal = portal;
    this.box = fragment("account-menu");
    this.wakes = performance.now() + portal.behaviour.menu_sleeps * 1000;
    this.browsed = null;
    portal.find("#main_topbar_account_toggle_container").append(this.box);
    const on = (selector, handler) => this.find(selector).addEventListener("click", handler);
    on(".current-account-container", () => this.browsed && portal.jump(this.browsed));
    on(".home-account-link", () => portal.jump(portal.home));
    on(".stop-masquerading", () => portal.jump(portal.home));
    on(".back-to-parent", () => this.toParent());
  }

  find(selector) {
    return this.box.querySelector(selector);
  }

  refresh() {
    this.box.classList.toggle("masquerading", this.portal.masquerading);
  }

  /** Draws the list anew. Before the page's scripts are all there it stays empty until it is opened again. */
  open() {
    if (performance.now() < this.wakes) return;
    const List = this.portal.behaviour.tree === "rows" ? AccountTree : SlidingList;
    const list = new List(this.portal, (account) => this.browse(account));
    this.find(".account-toggle-content").replaceChildren(list.box);
  }

  close() {
    this.find(".account-toggle-content").replaceChildren();
    this.browse(null);
  }

  /** Names the account whose accounts are listed, which is not always the current one. */
  browse(account) {
    this.browsed = account;
    this.find(".current-account-container").textContent = account?.name ?? "";
  }

  async toParent() {
    const parent = await parentOf(this.portal.account);
    if (parent) this.portal.jump(parent);
  }
}

/** The menu behind the 'Account' button. */
export function accountMenu(portal) {
  return new AccountMenu(portal);
}
