// In the target's own document: what is drawn over it, once it is in sight. Beyond the end of its list, or of the window,
// whatever is drawn doesn't lie over it.
/* global coverBlock, drawnAt, flat, isOpenTo */
function coverOf(target) {
  const middle = () => { const box = target.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; };
  if (!isOpenTo(target, ...middle())) target.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  const hit = isOpenTo(target, ...middle()) ? drawnAt(...middle()) : null;
  if (!hit || flat.contains(target, hit) || flat.contains(hit, target)) return null;
  return coverBlock(hit, target);
}
