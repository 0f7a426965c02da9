// Whether an element's words may be the label of a toggle beside them. Words of a radio button are its own, and were
// looked for as such; those of a button lead nowhere else.
/* global flat */
function mayLabel(element, toggles) {
  return !flat.closest(element, "label")?.control?.matches("[type=radio]")
    && (!flat.closest(element, "button, a, [role=button], select") || flat.closest(element, toggles) !== null);
}
