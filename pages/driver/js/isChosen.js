// Whether a list to choose from shows an option because the portal chose it: the first one shows by itself.
function isChosen(option) {
  return option.selected && (option.defaultSelected || option.index > 0);
}
