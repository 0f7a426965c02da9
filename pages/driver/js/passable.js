// Whether what lies inside an element can be seen: a block without a size of its own may hold what has one.
function passable(element) {
  if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) return false;
  const box = element.getBoundingClientRect();
  if (box.right <= 0 && box.width > 0) return false;
  const style = getComputedStyle(element);
  return (style.overflowX === "visible" && style.overflowY === "visible") || (box.width >= 2 && box.height >= 2);
}
