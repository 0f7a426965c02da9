// The one drawing that can be pressed and has no name, such as a cross in the corner; -1 if there are several, or none. A
// drawing in a button has that one's name, as 'Sign out'.
/* global flat, tooltips */
function onlyDrawing(drawings) {
  const named = one => [one, flat.closest(one, "button, [role=button], a")].some(part => part && tooltips(part).length > 0);
  const pressed = drawings.filter(one => one.checkVisibility() && getComputedStyle(one).cursor === "pointer" && !named(one));
  const last = pressed[pressed.length - 1];
  return last && pressed.every(one => one.contains(last)) ? drawings.indexOf(last) : -1;
}
