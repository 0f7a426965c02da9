// What a text says, and where it stands on the page.
/* global canonical */
function writtenAt(node) {
  const range = document.createRange();
  range.selectNodeContents(node);
  const { left, right, top, bottom } = range.getBoundingClientRect();
  return [canonical(node.data), { left: left + scrollX, right: right + scrollX, top: top + scrollY, bottom: bottom + scrollY }];
}
