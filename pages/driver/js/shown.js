// Whether a person could see an element.
/* global cutters, flat */
const shown = (() => {
  const clipped = element => cutters(element).map(one => one.getBoundingClientRect())
    .some(({ width, height }) => width < 1 || height < 1);
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
