// What a list shows as chosen; nothing if it bears the mark of a choice of ours.
/* global marks */
function chosenLabel(list) {
  return list[marks.chosen] ? "" : list.selectedOptions[0]?.label ?? "";
}
