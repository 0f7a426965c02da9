// One of the elements that `listRows` has read last, if it is still there and says the same; else null. Of a cell it is
// the innermost that says all of it: what surrounds that may be wider than what reacts.
/* global letters, marks */
function keptRow([row, cell, link, lines]) {
  const says = one => letters(one).join("\n") === lines.join("\n");
  const held = window[marks.rows]?.[row]?.[cell], element = link < 0 ? held?.element : held?.links[link];
  if (!element?.isConnected || !says(element)) return null;
  let inner = element;
  for (let next = inner; link < 0 && next; next = [...inner.children].find(says)) inner = next;
  return inner;
}
