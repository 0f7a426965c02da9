// A Playwright selector engine: keeps the element it is chained to only if its label matches a pattern, given as
// '/pattern/flags', escaped, and it has no words: then it is a drawing of that name.
/* global clean, flat */
function drawing() {
  const queryAll = (root, body) => {
    const [, source, flags] = decodeURIComponent(body).match(/^\/([^]*)\/([a-z]*)$/);
    const label = clean(root.getAttribute("aria-label"));
    return label && new RegExp(source, flags).test(label) && !flat.texts(root).some(node => clean(node.data)) ? [root] : [];
  };
  return { queryAll, query: (root, body) => queryAll(root, body)[0] || null };
}
