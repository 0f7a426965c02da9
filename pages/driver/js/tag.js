// Leaves a mark on an element, as an attribute, so that it can be found by that; and on no other of its document.
/* global flat */
function tag(element, mark) {
  for (const old of flat.all(document, `[${mark}]`)) old.removeAttribute(mark);
  element?.setAttribute(mark, "");
}
