// What a list offers to choose from.
function optionLabels(list) {
  return [...list.options].map(option => option.label);
}
