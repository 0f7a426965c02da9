// Everything that is written on a page now, with its document and its place, as `rowBlocks` is given it.
/* global flat, isWritten, writtenAt */
function writtenLines() {
  return flat.texts(document.body).filter(isWritten).map(writtenAt)
    .map(([text, box]) => [performance.timeOrigin, text, Math.round(box.left), Math.round(box.top)]);
}
