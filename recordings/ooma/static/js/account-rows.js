// How the lists of accounts draw one account: a row that slides, a row of a tree, or one of a search's answer.

import { element, fragment } from "./ui.js";

function marked(row, account, current) {
  Object.assign(row.dataset, { id: account.id, name: account.name, realm: account.realm });
  row.classList.toggle("active", account.id === current);
  return row;
}

/** A row whose arrow leads to the accounts below. In an answer a first arrow leads to those above. */
export function slidingRow(account, { current, onPick, onOpen, onBack }) {
  const row = marked(fragment("account-row"), account, current);
  row.querySelector(".account-name").textContent = account.name;
  row.querySelector(".account-realm").textContent = account.realm;
  row.querySelector(".account-link").addEventListener("click", () => onPick(account));
  const arrow = (selector, wanted, act) => {
    const link = row.querySelector(selector);
    if (!wanted) link.remove();
    else link.addEventListener("click", () => act(account));
  };
  arrow(".local-back", onBack, onBack);
  arrow(".account-children-link:not(.local-back)", account.descendants_count, onOpen);
  return row;
}

/** A row that opens its account wherever it is pressed, but for the nameless arrow, which unfolds in place. */
export function treeRow(account, { current, onPick, onOpen }) {
  const row = marked(element("div", "tree-row"), account, current);
  if (account.descendants_count) {
    const arrow = element("i", "fa fa-caret-right");
    arrow.addEventListener("click", (event) => {
      event.stopPropagation();
      onOpen(account, arrow);
    });
    row.append(arrow);
  }
  row.append(element("div", "tree-name", account.name), element("div", "tree-realm", account.realm));
  row.addEventListener("click", () => onPick(account));
  return row;
}

/** A row of an answer that tells the way to its account. */
export function pathRow(tag, account, { current, onPick }) {
  const row = marked(element(tag, "found-account"), account, current);
  const words = element("a", "found-link");
  words.append(element("strong", "", account.name), element("small", "", account.path.join(" / ")));
  row.append(words, element("span", "account-realm", account.realm));
  row.addEventListener("click", () => onPick(account));
  return row;
}
