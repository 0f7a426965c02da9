// Whether a text field is empty. If so it is marked, and no other field of the page is: whoever fills it in later
// then fills in this very field, not another one that was drawn in its place meanwhile.
function emptyRow(field, mark) {
  if (field.value.trim()) return false;
  for (const old of document.querySelectorAll(`[${mark}]`)) old.removeAttribute(mark);
  field.setAttribute(mark, "");
  return true;
}
