// What every line of the document says that stands in an element of its own (see `ownLines`).
/* global ownLines */
function ownTexts() {
  return ownLines(document.body).map(({ kind, text }) => ({ kind, text }));
}
