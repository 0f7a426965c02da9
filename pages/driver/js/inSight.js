// Whether an element is in sight without scrolling. Also true where its middle is covered by a part of what holds
// it or is held by it, such as a label's text.
function inSight(target) {
  const box = target.getBoundingClientRect();
  const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return window === window.top && Boolean(hit) && (target.contains(hit) || hit.contains(target));
}
