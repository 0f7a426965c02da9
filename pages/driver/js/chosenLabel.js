// What a list shows as chosen; nothing if it bears the mark of a choice of ours.
function chosenLabel(list, mark) {
  return list[mark] ? "" : list.selectedOptions[0]?.label ?? "";
}
