// Whether an element matches a selector.
function matches(element, selector) {
  return element.matches(selector);
}
