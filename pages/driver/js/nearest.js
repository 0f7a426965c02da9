// Of several matches, the one that belongs to an element: it stands in the smallest block around both. A layer over
// the page, such as a dialog, is the largest block that counts: what lies behind it belongs to something else.
// -1: there is none. -2: there are several.
/* global words */
function nearest(candidates, anchor) {
  const named = new RegExp(String.raw`(^|[\s_-])(?:${words.layerClasses.join("|")})([\s_-]|$)`, "i");
  const layers = [];
  for (let one = anchor; one && one !== document.body; one = one.parentElement) {
    const placed = getComputedStyle(one).position;
    if (one.matches("dialog, [role=dialog], [role=alertdialog], [aria-modal=true]") || placed === "fixed"
      || (placed === "absolute" && named.test(one.getAttribute("class") || ""))) layers.push(one);
  }
  const outermost = layers[layers.length - 1];
  for (let block = anchor.parentElement; block; block = block.parentElement) {
    const inside = candidates.filter(one => block.contains(one));
    const last = inside[inside.length - 1];
    if (last) return inside.every(one => one.contains(last)) ? candidates.indexOf(last) : -2;
    if (block === outermost) return -1;
  }
  return -1;
}
