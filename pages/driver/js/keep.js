// Keeps elements for the next script that needs them.
function keep(elements, mark) {
  window[mark] = elements;
}
