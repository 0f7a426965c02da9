// Whether words are drawn as a button that the document doesn't know as one: they are under the mouse's hand, and belong to
// nothing else that can be pressed or switched.
/* global flat */
function isDrawnButton(element) {
  const roles = ["button", "link", "tab", "menuitem", "option", "switch", "checkbox", "radio"].map(role => `[role=${role}]`);
  const others = `label, button, a, select, input, textarea, ${roles.join(", ")}`;
  return getComputedStyle(element).cursor === "pointer" && !flat.closest(element, others) && !flat.all(element, others).length;
}
