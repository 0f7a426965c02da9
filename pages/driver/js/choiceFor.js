// What a list calls on, or off; empty for what is no list.
/* global alone, words */
function choiceFor(control, on) {
  if (!control.matches("select")) return "";
  const pattern = alone(on ? words.onChoice : words.offChoice);
  return [...control.options].find(one => pattern.test(one.label)).label;
}
