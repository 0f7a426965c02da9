// A list of one level of accounts: an arrow replaces it by the level below, which slides in.

import { AccountBrowser, childrenOf, parentOf } from "./account-browser.js";
import { slidingRow } from "./account-rows.js";
import { element, sleep } from "./ui.js";

const SLIDE = 400;

export class SlidingList extends AccountBrowser {
  tag = "li";

  constructor(portal, onBrowse) {
    super(portal, element("ul", "account-list"), onBrowse);
    this.slider = element("ul", "account-list-slider");
    this.container.append(this.slider);
    this.reset();
  }

  /** Lists what is below the current account, which is another than one's own while masquerading. */
  reset() {
    this.list.replaceChildren(element("li", "account-list-loader", "..."));
    this.level(this.portal.account, { slide: false });
    setTimeout(() => this.search.focus());
  }

  row(account) {
    return slidingRow(account, this.acts({ onOpen: (opened) => this.level(opened) }));
  }

  answerRow(account) {
    const onBack = (below) => this.around(below);
    return slidingRow(account, this.acts({ onOpen: (opened) => this.level(opened), onBack }));
  }

  async level(account, { slide = true } = {}) {
    this.endSearch();
    const { turn } = this;
    const source = childrenOf(account);
    const rows = (await source.next()).map((child) => this.row(child));
    if (turn !== this.turn) return;
    if (account.id === this.portal.home.id) {
      const home = this.row({ ...account, descendants_count: 0 });
      home.classList.add("current-account");
      rows.unshift(home);
    } else {
      const back = element("li", "account-previous-link");
      back.append(element("i", "fa fa-caret-left"), element("div", "", "Back to parent"));
      back.addEventListener("click", async () => this.level(await parentOf(account), { slide: false }));
      rows.unshift(back);
    }
    if (slide) await this.slideIn(rows);
    if (turn !== this.turn) return;
    this.arrived(rows, source);
    this.onBrowse(account);
  }

  /** Both lists are in the page: the old one works until it is gone, what slides in only looks like the new one. */
  async slideIn(rows) {
    this.slider.replaceChildren(...rows.map((row) => row.cloneNode(true)));
    this.container.classList.add("sliding");
    await sleep(SLIDE);
    this.container.classList.remove("sliding");
    this.slider.replaceChildren();
  }

  /** Lists the accounts beside the parent of one that was found. */
  async around(account) {
    const parent = await parentOf(account);
    if (parent) this.level((await parentOf(parent)) ?? parent, { slide: false });
  }
}
