// What an element says, in whatever way it does: its value, its text, its label, its title. What proves a place is
// remembered in these words, and the press that follows is held back unless they are still the same to the letter.
/* global clean */
function said(element) {
  const ways = [element.value, element.innerText, element.getAttribute("aria-label"), element.getAttribute("title")];
  return clean(ways.filter(Boolean).join(" "));
}
