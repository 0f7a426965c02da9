// In the target's own document: what is drawn over it.
/* global coverBlock, drawnAt, flat */
function coverOf(target) {
  const box = target.getBoundingClientRect();
  const hit = drawnAt(box.left + box.width / 2, box.top + box.height / 2);
  if (!hit || flat.contains(target, hit) || flat.contains(hit, target)) return null;
  return coverBlock(hit, target);
}
