// In the target's own document: what is drawn over it.
/* global coverBlock */
function coverOf(target) {
  const box = target.getBoundingClientRect();
  const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  if (!hit || target.contains(hit) || hit.contains(target)) return null;
  return coverBlock(hit, target);
}
