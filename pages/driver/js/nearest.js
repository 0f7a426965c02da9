// Of several matches, the one that belongs to an element: it shares the smallest block with it. -1: none does.
// -2: several do.
/* global flat, sharing */
function nearest(candidates, anchor) {
  const inside = sharing(candidates, anchor), last = inside[inside.length - 1];
  if (!last) return -1;
  return inside.every(one => flat.contains(one, last)) ? candidates.indexOf(last) : -2;
}
