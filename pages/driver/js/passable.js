// Whether what lies inside an element can be seen: a block without a size of its own may hold what has one, unless it cuts
// that off. What is laid over the page it doesn't cut off.
/* global flat */
function passable(element) {
  if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) return false;
  const box = element.getBoundingClientRect();
  if (box.right <= 0 && box.width > 0) return false;
  const style = getComputedStyle(element);
  if ((style.overflowX === "visible" && style.overflowY === "visible") || (box.width >= 2 && box.height >= 2)) return true;
  const inside = flat.children(element).filter(one => one.nodeType === Node.ELEMENT_NODE && one.getBoundingClientRect().height >= 2);
  return inside.length > 0 && inside.every(one => getComputedStyle(one).position === "fixed");
}
