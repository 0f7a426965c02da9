// What the lists of accounts share: the search above them, and rows that come as one scrolls.

import { call } from "./api.js";
import { pathRow } from "./account-rows.js";
import { element, fragment } from "./ui.js";

const REDRAW = 300;

/** A list that the server gives in pages. */
export class Paged {
  constructor(address) {
    this.address = address;
    this.start = 0;
  }

  get ended() {
    return this.start == null;
  }

  /** The next rows. Until they are there, there are no others. */
  async next() {
    const separator = this.address.includes("?") ? "&" : "?";
    const address = this.start ? `${this.address}${separator}start=${this.start}` : this.address;
    this.start = null;
    const { data, next_start_key: start } = await call("GET", address);
    this.start = start ?? null;
    return data;
  }
}

export const childrenOf = (account) => new Paged(`/v2/accounts/${account.id}/children`);
export const found = (words) => new Paged(`/v2/search?t=account&q=${encodeURIComponent(words)}`);

/** The account above one, as far as this user may go; null for the topmost. */
export async function parentOf(account) {
  const { data } = await call("GET", `/v2/accounts/${account.id}`);
  return data.parent_id ? (await call("GET", `/v2/accounts/${data.parent_id}`)).data : null;
}

/** A list with a search. Typing hides the loaded rows that don't match; Enter asks the server. */
export class AccountBrowser {
  /** `onBrowse` is told whose accounts are listed, which need not be those below the current one. */
  constructor(portal, list, onBrowse) {
    this.portal = portal;
    this.behaviour = portal.behaviour;
    this.list = list;
    this.onBrowse = onBrowse;
    this.box = fragment("account-browser");
    this.link = this.box.querySelector(".account-search-link");
    this.link.remove();
    this.container = this.box.querySelector(".account-list-container");
    this.container.prepend(list);
    this.search = this.box.querySelector(".account-browser-search");
    if (this.behaviour.search === "none") this.box.querySelector(".search-box").remove();
    this.sources = new Map();
    this.turn = 0;
    this.answer = null;
    // Nothing listens to anything but keys: a value that comes without them changes nothing.
    this.search.addEventListener("keyup", (event) => this.keyUp(event));
    this.search.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.escape(event);
    });
    this.link.addEventListener("click", () => (this.answered ? this.reset() : this.ask()));
    this.container.addEventListener("scroll", () => this.more());
  }

  get answered() {
    return this.link.classList.contains("active");
  }

  keyUp(event) {
    const words = this.search.value;
    this.link.querySelector(".account-search-value").textContent = words;
    if (event.key === "Enter") {
      // The link is only there once something was typed.
      if (this.link.isConnected) this.link.click();
      return;
    }
    this.filter(words);
    if (this.behaviour.search !== "server") return;
    if (words) this.list.prepend(this.link);
    else this.link.remove();
    if (this.behaviour.redraws) this.redrawSoon(words);
  }

  escape(event) {
    event.preventDefault();
    if (!this.search.value) return void this.portal.toggleMenu(false);
    this.search.value = "";
    this.filter("");
    this.link.remove();
  }

  /** Hides loaded rows in which the words are nowhere; rows that aren't loaded stay unknown. */
  filter(words) {
    const wanted = words.toLowerCase();
    for (const row of this.list.querySelectorAll("[data-id]")) {
      const { id, name, realm } = row.dataset;
      row.hidden = ![id, name, realm].some((value) => value.toLowerCase().includes(wanted));
    }
  }

  /** What arrives late wipes what was typed meanwhile, and with it the way to the server's search. */
  arrived(rows, source) {
    this.list.replaceChildren(...rows);
    this.sources = new Map([[this.list, source]]);
    this.answer = null;
    if (!this.behaviour.late_list_keeps_text) this.search.value = "";
  }

  endSearch() {
    this.turn += 1;
    this.link.classList.remove("active");
    this.link.remove();
    this.search.disabled = false;
    this.search.value = "";
  }

  /** Asks the server. Until it answers, the filtered rows stay; then the search can't be typed into any more. */
  async ask() {
    const turn = (this.turn += 1);
    clearTimeout(this.redrawing);
    const words = this.link.querySelector(".account-search-value").textContent;
    this.link.remove();
    const source = found(words);
    const rows = (await source.next()).map((account) => this.answerRow(account));
    if (turn !== this.turn) return;
    this.link.classList.add("active");
    this.arrived([this.link, ...(rows.length ? rows : [this.nothing()])], source);
    this.search.value = words;
    this.search.disabled = true;
    this.onBrowse({ id: this.portal.account.id, name: `search results for "${words}"` });
  }

  /** Some time after the last key the answer replaces the filtered rows, in another shape. */
  redrawSoon(words) {
    clearTimeout(this.redrawing);
    this.redrawing = setTimeout(async () => {
      if (!words) return void this.reset();
      const source = (this.answer = found(words));
      const rows = (await source.next()).map((account) => this.pathRow(account));
      if (source !== this.answer) return;
      this.list.replaceChildren(...(rows.length ? rows : [this.nothing()]));
      this.sources = new Map([[this.list, source]]);
    }, REDRAW);
  }

  nothing() {
    return element(this.tag, "account-list-none", "No account found");
  }

  pathRow(account) {
    return pathRow(this.tag, account, this.acts());
  }

  /** What can be done with a row. */
  acts(more = {}) {
    return { current: this.portal.account.id, onPick: (account) => this.portal.jump(account), ...more };
  }

  /** Loads the next rows of each list whose end came into view. Typing before doesn't filter them. */
  async more() {
    const bottom = this.container.getBoundingClientRect().bottom + 20;
    for (const [list, source] of this.sources) {
      if (source.ended || list.getBoundingClientRect().bottom > bottom) continue;
      const like = list.lastElementChild.matches(".found-account") ? "pathRow" : this.answered ? "answerRow" : "row";
      source.next().then((accounts) => {
        if (this.sources.get(list) === source) list.append(...accounts.map((account) => this[like](account)));
      });
    }
  }
}
