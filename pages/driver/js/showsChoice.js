// Whether a list that is drawn, and not the browser's own, shows nothing but that something is on, or off.
/* global alone, called, words */
function showsChoice(list) {
  return list.matches("[role=combobox]:not(input, select)") && alone([...words.onChoice, ...words.offChoice]).test(called(list));
}
