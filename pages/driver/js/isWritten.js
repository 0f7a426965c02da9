// Whether a text is laid out where a person can read it, perhaps once the list is scrolled that it is in.
/* global flat */
function isWritten(node) {
  const holder = flat.parent(node);
  if (!holder || !node.data.trim() || !holder.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true })) return false;
  if (holder.getBoundingClientRect().height <= 1) return false;
  // An icon's name may be written far to the left of it.
  const range = document.createRange();
  range.selectNodeContents(node);
  const box = range.getBoundingClientRect();
  if (box.right <= 0) return false;
  // One of several lists that slide may wait beside the one in sight.
  for (let above = holder; above && above !== document.body; above = flat.parent(above)) {
    if (getComputedStyle(above).overflowX === "visible") continue;
    const frame = above.getBoundingClientRect();
    if (frame.width > 1 && (box.right <= frame.left + 1 || box.left >= frame.right - 1)) return false;
  }
  return !flat.closest(holder, "[role=tooltip]");
}
