// Of several matches, the one that belongs to an element: it stands in the smallest block around both. A layer over
// the page, such as a dialog, is the largest block that counts: what lies behind it belongs to something else.
// -1: there is none. -2: there are several.
/* global flat, layers */
function nearest(candidates, anchor) {
  const around = layers(anchor), outermost = around[around.length - 1];
  for (let block = flat.parent(anchor); block; block = flat.parent(block)) {
    const inside = candidates.filter(one => flat.contains(block, one));
    const last = inside[inside.length - 1];
    if (last) return inside.every(one => flat.contains(one, last)) ? candidates.indexOf(last) : -2;
    if (block === outermost) return -1;
  }
  return -1;
}
