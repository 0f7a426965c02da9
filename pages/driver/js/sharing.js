// Those of several matches that stand in the smallest block around an element and at least one of them. A layer over
// the page, such as a dialog, is the largest block that counts: what lies behind it belongs to something else.
/* global flat, layers */
function sharing(candidates, anchor) {
  const around = layers(anchor), outermost = around[around.length - 1];
  for (let block = flat.parent(anchor); block; block = flat.parent(block)) {
    const inside = candidates.filter(one => flat.contains(block, one));
    if (inside.length || block === outermost) return inside;
  }
  return [];
}
