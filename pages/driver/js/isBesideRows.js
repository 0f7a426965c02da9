// Whether something stands with the rows of a list (see `listing`): not in what floats over the page without them.
/* global flat, listing */
function isBesideRows(control, given) {
  const rows = listing(document, given).map(row => row.element), floating = [];
  for (let one = control; one; one = flat.parent(one)) if (/absolute|fixed/.test(getComputedStyle(one).position)) floating.push(one);
  return rows.length > 0 && (!floating.length || floating.some(holder => rows.some(row => flat.contains(holder, row))));
}
