// In the top document, for a target in a frame: what is drawn over that frame at a point.
/* global coverBlock, drawnAt, flat, isOpenTo */
function coverAt(frame, { x, y }) {
  const hit = isOpenTo(frame, x, y) ? drawnAt(x, y) : null;
  return hit && !flat.contains(hit, frame) ? coverBlock(hit, frame) : null;
}
