// Whether a radio button's own words, if it has any, only say that something is on.
/* global alone, words */
function saysOnlyState(control) {
  const own = control.getAttribute("aria-label") || control.labels?.[0]?.innerText || control.innerText;
  return control.matches("[type=radio], [role=radio]") && alone([...words.on, ""]).test(own);
}
