// What the rows say in which some elements are; an element in no row speaks for itself.
function rowTexts(elements) {
  return elements.map(element => (element.closest("tr, [role=row]") ?? element).innerText ?? "");
}
