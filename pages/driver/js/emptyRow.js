// Whether a text field is empty. If so it is marked, and no other field of the page is: what is filled in next is then
// this very field, not one that was drawn in its place meanwhile. For forms that add rows, such as Azure's card 1.
/* global marks, tag */
function emptyRow(field) {
  if (field.value.trim()) return false;
  tag(field, marks.emptyRow);
  return true;
}
