// Of several matches, the one that a person means. What lies behind a dialog is not meant while something before
// it is; and a portal's <li title=Save><div role=button>Save</div></li> is one thing: the innermost.
// Two that are left and do not lie within each other are two things (-1).
/* global behind, flat */
function meant(elements) {
  const front = elements.filter(element => !behind(element));
  const likely = front.length ? front : elements;
  const last = likely[likely.length - 1];
  return likely.every(element => flat.contains(element, last)) ? elements.indexOf(last) : -1;
}
