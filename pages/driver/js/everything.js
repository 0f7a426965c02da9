// All elements below a root, also in shadow trees, in the order of the document.
function everything(root) {
  return [...root.querySelectorAll("*")].flatMap(one => [one, ...(one.shadowRoot ? everything(one.shadowRoot) : [])]);
}
