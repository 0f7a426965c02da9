// A Playwright selector engine: of the rows of a list (see `listing`) those of one account, given as JSON, escaped:
// the part `given.part` of each: "name", "arrow", or "use" for the button that opens the account.
/* global canonical, listing */
function row() {
  const find = (root, body) => {
    const given = JSON.parse(decodeURIComponent(body));
    const parts = { name: "press", arrow: "arrow", use: "use" };
    return listing(root, given).filter(one => canonical(one.name) === given.name
      // By the id or the realm where both are known: what a search shows may tell less than the list itself.
      && (given.id && one.id ? one.id.toLowerCase() === given.id.toLowerCase()
        : given.realm && one.realm ? one.realm.toLowerCase() === given.realm.toLowerCase() : !given.id && !given.realm))
      .map(one => one[parts[given.part]]).filter(Boolean);
  };
  return { queryAll: find, query: (root, body) => find(root, body)[0] || null };
}
