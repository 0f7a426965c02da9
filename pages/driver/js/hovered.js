// Whether the mouse is over an element.
function hovered(element) {
  return element.matches(":hover");
}
