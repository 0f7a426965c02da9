// The one drawing that can be pressed and has no name, such as a cross in the corner; -1 if there are several, or none.
function onlyDrawing(drawings) {
  const pressed = drawings.filter(one => one.checkVisibility() && getComputedStyle(one).cursor === "pointer"
    && !one.getAttribute("aria-label") && !one.getAttribute("title"));
  const last = pressed[pressed.length - 1];
  return last && pressed.every(one => one.contains(last)) ? drawings.indexOf(last) : -1;
}
