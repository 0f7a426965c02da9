// A Playwright selector engine: keeps the element it is chained to only if a person could see it.
(() => {
  SHOWN
  return {
    query: root => (shown(root) ? root : null),
    queryAll: root => (shown(root) ? [root] : []),
  };
})()
