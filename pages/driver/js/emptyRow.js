// Whether a text field is empty. If so it is marked, and no other field of the page is: what is filled in next is then
// this very field, not one that was drawn in its place meanwhile. For forms that add rows, such as Azure's card 1.
function emptyRow(field, mark) {
  if (field.value.trim()) return false;
  for (const old of document.querySelectorAll(`[${mark}]`)) old.removeAttribute(mark);
  field.setAttribute(mark, "");
  return true;
}
