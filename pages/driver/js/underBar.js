// Whether what is drawn over an element is a bar along the window's upper or lower edge, below which the element can be
// scrolled out: no dialog, no part of one, and no shade around one.
/* global flat */
function underBar(element, hit) {
  const dialogs = "dialog, [role=dialog], [role=alertdialog], [aria-modal=true]", most = innerHeight / 4;
  // What lies over the page as a whole, and not a bar in it.
  let bar = null;
  for (let one = hit; one && !flat.contains(one, element); one = flat.parent(one))
    if (getComputedStyle(one).position !== "static" && getComputedStyle(one).position !== "relative") bar = one;
  if (!bar || getComputedStyle(bar).position === "absolute") return false;
  if (flat.closest(bar, dialogs) && !flat.contains(flat.closest(bar, dialogs), element)) return false;
  const { top, bottom, width, height } = bar.getBoundingClientRect(), box = element.getBoundingClientRect();
  const isBelow = bottom >= innerHeight - 2;
  if (flat.all(bar, dialogs).length || height > most || width < document.documentElement.clientWidth - 2) return false;
  if (top > 2 && !isBelow) return false;
  let room = 0;
  for (let one = element; one; one = flat.parent(one)) {
    if (one === document.scrollingElement || !/visible|hidden|clip/.test(getComputedStyle(one).overflowY))
      room += isBelow ? one.scrollHeight - one.clientHeight - one.scrollTop : one.scrollTop;
    if (getComputedStyle(one).position === "fixed") break;
  }
  return room >= (isBelow ? box.bottom - top : bottom - box.top) - 2;
}
