// A tree of accounts in plain rows: a nameless arrow unfolds one in place, the rest of the row opens it.

import { AccountBrowser, childrenOf } from "./account-browser.js";
import { treeRow } from "./account-rows.js";
import { element } from "./ui.js";

export class AccountTree extends AccountBrowser {
  tag = "div";

  constructor(portal, onBrowse) {
    super(portal, element("div", "account-tree"), onBrowse);
    this.reset();
  }

  async reset() {
    this.endSearch();
    const { turn } = this;
    const { home } = this.portal;
    this.list.replaceChildren(element("div", "account-list-loader", "..."));
    const source = childrenOf(home);
    const rows = (await source.next()).map((account) => this.row(account));
    if (turn !== this.turn) return;
    this.arrived([treeRow({ ...home, descendants_count: 0 }, this.acts()), ...rows], source);
    this.onBrowse(this.portal.account);
  }

  /** A row and what can be unfolded below it. */
  row(account) {
    const node = element("div", "tree-node");
    const below = element("div", "tree-below");
    const unfold = async (_, arrow) => {
      if (arrow.classList.toggle("unfolded")) {
        const source = childrenOf(account);
        this.sources.set(below, source);
        const rows = (await source.next()).map((child) => this.row(child));
        if (this.sources.get(below) === source) below.replaceChildren(...rows);
      } else {
        this.sources.delete(below);
        below.replaceChildren();
      }
    };
    node.append(treeRow(account, this.acts({ onOpen: unfold })), below);
    return node;
  }

  answerRow(account) {
    return treeRow({ ...account, descendants_count: 0 }, this.acts());
  }
}
