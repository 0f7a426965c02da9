// In the top document, for a target in a frame: what is drawn over that frame at a point.
/* global coverBlock, drawnAt, flat */
function coverAt(frame, { x, y }) {
  const hit = drawnAt(x, y);
  return hit && !flat.contains(hit, frame) ? coverBlock(hit, frame) : null;
}
