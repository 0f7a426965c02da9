// Whether an element's words may be the label of a toggle beside them. Words of a radio button are its own, and were
// looked for as such; those of a button lead nowhere else.
function mayLabel(element, toggles) {
  return !element.closest("label")?.control?.matches("[type=radio]")
    && (!element.closest("button, a, [role=button], select") || element.closest(toggles) !== null);
}
