// Whether a control and a button are in one form.
/* global flat */
function inOneForm(control, save) {
  return flat.contains(flat.closest(control, "form"), save);
}
