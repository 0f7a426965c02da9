// In the target's own document: what is drawn over it, once it is in sight. Where a list ends, or the window, something else
// is drawn that doesn't lie over what was scrolled away there.
/* global coverBlock, drawnAt, flat */
function coverOf(target) {
  const middle = () => { const box = target.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; };
  const isInSight = () => {
    const [x, y] = middle(), holds = ({ left, top, right, bottom }) => x >= left && x <= right && y >= top && y <= bottom;
    if (!holds({ left: 0, top: 0, right: innerWidth, bottom: innerHeight })) return false;
    for (let one = flat.parent(target); one && one !== document.body && one !== document.documentElement; one = flat.parent(one))
      if (!/^(?:visible|contents)/.test(getComputedStyle(one).overflowY) && !holds(one.getBoundingClientRect())) return false;
    return true;
  };
  if (!isInSight()) target.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  const hit = isInSight() ? drawnAt(...middle()) : null;
  if (!hit || flat.contains(target, hit) || flat.contains(hit, target)) return null;
  return coverBlock(hit, target);
}
