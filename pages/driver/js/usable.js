// Whether an element is still in its document, and can be used.
/* global inactive */
function usable(element) {
  return element.isConnected && !inactive([element]);
}
