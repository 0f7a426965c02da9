// In the top document, for a target in a frame: what is drawn over that frame at a point.
/* global coverBlock */
function coverAt({ x, y }) {
  const hit = document.elementFromPoint(x, y);
  if (!hit || hit.tagName === "IFRAME") return null;
  const frame = [...document.querySelectorAll("iframe")].find(one => {
    const box = one.getBoundingClientRect();
    return box.width > 1 && box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
  });
  return frame ? coverBlock(hit, frame) : null;
}
