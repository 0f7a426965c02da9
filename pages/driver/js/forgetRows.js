// Leaves a mark on each row that is shown now (see `listing`), with what it says: it is none of the list that opens next.
// Without `given` the marks are taken away.
/* global canonical, listing, marks */
function forgetRows(given) {
  for (const old of document.querySelectorAll(`[${marks.oldRow}]`)) old.removeAttribute(marks.oldRow);
  for (const row of given ? listing(document, given) : []) row.element.setAttribute(marks.oldRow, canonical(row.element.textContent));
}
