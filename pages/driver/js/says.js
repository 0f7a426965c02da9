// A Playwright selector engine: the innermost elements whose visible words match a pattern. Playwright's own
// text engine also reads what is hidden, such as a tooltip's copy of its label.
/* global saying */
function says() {
  return { queryAll: saying, query: (root, body) => saying(root, body)[0] || null };
}
