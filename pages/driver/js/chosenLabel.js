// What a list shows as chosen by the portal; nothing if it bears the mark of a choice of ours.
/* global isChosen, marks */
function chosenLabel(list) {
  const [chosen] = list.selectedOptions;
  return !list[marks.chosen] && chosen && isChosen(chosen) ? chosen.label : "";
}
