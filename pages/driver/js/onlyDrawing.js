// The one drawing that can be pressed and has no name, such as a cross in the corner; -1 if there are several, or none. A
// drawing in a button has that one's name, as 'Sign out'. One of the `names` of what closes something counts as none.
/* global flat, tooltips */
function onlyDrawing(drawings, names) {
  const closes = new RegExp(names, "i");
  const saying = one => [one, flat.closest(one, "button, [role=button], a")].filter(Boolean).flatMap(tooltips);
  const pressed = drawings.filter(one => one.checkVisibility() && getComputedStyle(one).cursor === "pointer"
    && saying(one).every(name => closes.test(name)));
  const last = pressed[pressed.length - 1];
  return last && pressed.every(one => one.contains(last)) ? drawings.indexOf(last) : -1;
}
