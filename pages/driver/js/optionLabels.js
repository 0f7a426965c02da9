// What a list offers to choose from: each with its label, its value, and whether it is chosen by the portal. What bears
// the mark of a choice of ours tells nothing of that.
/* global isChosen, marks */
function optionLabels(list) {
  return [...list.options].map(one => ({ label: one.label, value: one.value, chosen: isChosen(one) && !list[marks.chosen] }));
}
