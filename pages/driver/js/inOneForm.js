// Whether a control and a button are in one form.
function inOneForm(control, save) {
  return Boolean(control.closest("form")?.contains(save));
}
