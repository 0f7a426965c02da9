// Whether a control is a mere button. tells: whether its words say what it will do, whatever its class is called.
/* global words */
function isButton(control, tells) {
  return control.matches("button, a, input, [role=button]")
    && !control.matches(
      "[role=switch], [role=checkbox], [role=radio], [aria-pressed], [type=checkbox], [type=radio]")
    && (tells || !control.matches(words.toggleHooks.join(", ")));
}
