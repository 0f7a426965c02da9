// Marks the other of two radio buttons.
/* global marks, tag */
function otherRadio(radio) {
  const group = radio.closest("[role=radiogroup], fieldset") ?? document;
  const others = [...group.querySelectorAll("input[type=radio], [role=radio]")].filter(
    one => one !== radio && (!radio.name || (one.name === radio.name && one.form === radio.form)));
  tag(others[0], marks.otherRadio);
}
