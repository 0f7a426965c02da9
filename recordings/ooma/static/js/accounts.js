// The account dropdown: a tree in sliding lists. Typing filters the loaded rows; Enter asks the server.

import { call } from "./api.js";
import { element, fragment } from "./ui.js";

const SLIDE = 400;

function rowOf(account, { onPick, onOpen, current }) {
  const row = fragment("account-row");
  Object.assign(row.dataset, { id: account.id, name: account.name, realm: account.realm });
  row.querySelector(".account-name").textContent = account.name;
  row.querySelector(".account-realm").textContent = account.realm;
  row.classList.toggle("active", account.id === current);
  row.querySelector(".account-link").addEventListener("click", () => onPick(account));
  const caret = row.querySelector(".account-children-link");
  if (account.descendants_count) caret.addEventListener("click", () => onOpen(account));
  else caret.remove();
  return row;
}

class AccountMenu {
  constructor(portal) {
    this.portal = portal;
    this.box = fragment("account-menu");
    this.trail = [];
    this.next = null;
    portal.find("#main_topbar_account_toggle_container").append(this.box);
    const on = (selector, event, handler) => this.find(selector).addEventListener(event, handler);
    on(".home-account-link", "click", () => portal.jump(portal.home));
    on(".stop-masquerading", "click", () => portal.jump(portal.home));
    on(".back-to-parent", "click", () => this.toParent());
    on(".account-browser-search", "input", () => this.filter());
    on(".account-browser-search", "keydown", (event) => {
      if (event.key === "Enter") this.search();
    });
    on(".account-search-link", "click", () => this.search());
    on(".account-list-container", "scroll", () => this.more());
  }

  find(selector) {
    return this.box.querySelector(selector);
  }

  get words() {
    return this.find(".account-browser-search").value.trim();
  }

  /** Shows which account is current; the tree is read again when the menu opens next. */
  refresh() {
    this.find(".current-account-container").textContent = this.portal.account.name;
    this.box.classList.toggle("masquerading", this.portal.masquerading);
  }

  open() {
    this.find(".account-browser-search").value = "";
    this.trail = [];
    this.level(this.portal.home, { slide: false });
  }

  async toParent() {
    const { data } = await call("GET", `/v2/accounts/${this.portal.account.id}`);
    if (!data.parent_id) return;
    const parent = await call("GET", `/v2/accounts/${data.parent_id}`);
    this.portal.jump(parent.data);
  }

  rows(accounts) {
    return accounts.map((account) => rowOf(account, {
      onPick: (picked) => this.portal.jump(picked),
      onOpen: (opened) => this.level(opened),
      current: this.portal.account.id,
    }));
  }

  /** Lists the accounts below one. The old list slides out and stays in the page for a moment. */
  async level(account, { slide = true } = {}) {
    const list = this.find(".account-list");
    if (slide) {
      const slider = this.find(".account-list-slider");
      slider.replaceChildren(...[...list.children].map((row) => row.cloneNode(true)));
      slider.classList.add("sliding");
      setTimeout(() => {
        slider.classList.remove("sliding");
        slider.replaceChildren();
      }, SLIDE);
    }
    list.replaceChildren(element("li", "account-list-loader", "..."));
    const at = this.trail.indexOf(account);
    this.trail = at < 0 ? [...this.trail, account] : this.trail.slice(0, at + 1);
    this.find(".account-browser-search").value = "";
    this.searching = false;
    const { data, next_start_key: next } = await call("GET", `/v2/accounts/${account.id}/children`);
    if (this.trail.at(-1) !== account || this.searching) return;
    this.next = next;
    const rows = this.rows(data);
    if (this.trail.length > 1) {
      const back = element("li", "account-previous-link", "Back");
      back.addEventListener("click", () => this.level(this.trail.at(-2)));
      rows.unshift(back);
    } else {
      const [home] = this.rows([{ ...account, descendants_count: 0 }]);
      home.classList.add("current-account");
      rows.unshift(home);
    }
    list.replaceChildren(...rows);
    this.filter();
  }

  /** Loads the next rows of the level when its end comes into view. */
  async more() {
    const box = this.find(".account-list-container");
    if (this.next == null || box.scrollTop + box.clientHeight < box.scrollHeight - 20) return;
    const account = this.trail.at(-1);
    const start = this.next;
    this.next = null;
    const answer = await call("GET", `/v2/accounts/${account.id}/children?start=${start}`);
    if (this.trail.at(-1) !== account || this.searching) return;
    this.next = answer.next_start_key;
    this.find(".account-list").append(...this.rows(answer.data));
    this.filter();
  }

  /** Hides loaded rows that don't match; rows that aren't loaded stay unknown. */
  filter() {
    const words = this.words.toLowerCase();
    for (const row of this.box.querySelectorAll(".account-list .account-list-element")) {
      row.hidden = !this.searching && !row.dataset.name.toLowerCase().includes(words);
    }
    this.find(".account-search-value").textContent = this.words;
    this.find(".account-search-link").classList.toggle("shown", Boolean(words) && !this.searching);
  }

  async search() {
    const words = this.words;
    if (!words) return;
    this.searching = true;
    this.next = null;
    this.filter();
    const list = this.find(".account-list");
    list.replaceChildren(element("li", "account-list-loader", "..."));
    const { data } = await call("GET", `/v2/search?t=account&q=${encodeURIComponent(words)}`);
    const reset = element("li", "account-previous-link search-reset", "Reset search");
    reset.addEventListener("click", () => this.open());
    const none = element("li", "account-list-none", "No account found");
    list.replaceChildren(reset, ...(data.length ? this.rows(data) : [none]));
    this.filter();
  }
}

/** The menu behind the 'Account' button. */
export function accountMenu(portal) {
  return new AccountMenu(portal);
}
