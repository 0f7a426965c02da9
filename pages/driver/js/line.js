// A Playwright selector engine: the elements of their own (see `ownLines`) that say a text to the letter, given escaped.
/* global ownLines */
function line() {
  const queryAll = (root, body) => ownLines(root.body ?? root)
    .filter(({ text }) => text.trim() === decodeURIComponent(body)).map(({ element }) => element);
  return { queryAll, query: (root, body) => queryAll(root, body)[0] || null };
}
