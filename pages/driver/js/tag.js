// Leaves a mark on an element, as an attribute, so that it can be found by that; and on no other of its document.
function tag(element, mark) {
  for (const old of document.querySelectorAll(`[${mark}]`)) old.removeAttribute(mark);
  element?.setAttribute(mark, "");
}
