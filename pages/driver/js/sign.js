// A Playwright selector engine: what says whose page this is (see `signing`), given as JSON, escaped.
/* global signing */
function sign() {
  const find = (root, body) => signing(root, JSON.parse(decodeURIComponent(body)));
  return { queryAll: find, query: (root, body) => find(root, body)[0] || null };
}
