// A Playwright selector engine: keeps the element it is chained to only if a person could see it.
/* global shown */
function onscreen() {
  return {
    query: root => (shown(root) ? root : null),
    queryAll: root => (shown(root) ? [root] : []),
  };
}
