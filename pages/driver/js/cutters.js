// The elements around an element that cut off what doesn't fit into them, as lists that scroll do. What is laid over the page
// is cut off by what it is laid out in, and not by whatever else is around it.
/* global flat */
function cutters(element) {
  const found = [];
  let { position } = getComputedStyle(element);
  for (let above = flat.parent(element); above; above = flat.parent(above)) {
    const style = getComputedStyle(above);
    const holds = style.transform !== "none" || style.filter !== "none" || /paint|strict|content/.test(style.contain)
      || (position === "absolute" && style.position !== "static");
    if (/fixed|absolute/.test(position) && !holds) continue;
    ({ position } = style);
    if (style.overflowX === "visible" && style.overflowY === "visible") continue;
    if (style.display !== "contents") found.push(above);
  }
  return found;
}
