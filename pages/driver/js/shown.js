// Whether a person could see an element.
/* global flat */
const shown = (() => {
  // What is laid over the page is cut off by what it is laid out in, and not by whatever else is around it.
  const clipped = element => {
    let { position } = getComputedStyle(element);
    for (let above = flat.parent(element); above; above = flat.parent(above)) {
      const style = getComputedStyle(above);
      const holds = style.transform !== "none" || style.filter !== "none" || /paint|strict|content/.test(style.contain)
        || (position === "absolute" && style.position !== "static");
      if (/fixed|absolute/.test(position) && !holds) continue;
      ({ position } = style);
      if (style.overflowX === "visible" && style.overflowY === "visible") continue;
      if (style.display === "contents") continue;
      const box = above.getBoundingClientRect();
      if (box.width < 1 || box.height < 1) return true;
    }
    return false;
  };
  const scrolled = element => {
    for (let above = flat.parent(element); above; above = flat.parent(above))
      if (above.scrollTop > 0) return true;
    return false;
  };
  return element => {
    if (!element.checkVisibility) return false;
    if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) return false;
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) return false;
    // Parked to the left of the window, or moved off it: nobody can scroll there.
    if (box.right <= 0) return false;
    if (box.bottom + scrollY <= 0 && !scrolled(element)) return false;
    return !clipped(element);
  };
})();
