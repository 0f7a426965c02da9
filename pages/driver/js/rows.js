// What the lists of accounts show: a row for each account (see `listing`), and where it is drawn.
/* global flat, listing */
function rows(given) {
  const every = listing(document, given);
  const scrollerOf = one => {
    if (!one || one === document.body) return null;
    return one.scrollHeight > one.clientHeight + 4 && /auto|scro/.test(getComputedStyle(one).overflowY) ? one : scrollerOf(flat.parent(one));
  };
  const drawn = every.map(row => ({ row, box: row.element.getBoundingClientRect(), scroller: scrollerOf(flat.parent(row.element)) }));
  // A list that draws only the rows in sight: there, where a row stands tells it from others of its name.
  const partial = new Set(drawn.map(one => one.scroller).filter(scroller => {
    if (!scroller) return false;
    const boxes = drawn.filter(one => one.scroller === scroller).map(one => one.box);
    const span = Math.max(...boxes.map(box => box.bottom)) - Math.min(...boxes.map(box => box.top));
    return span < 0.8 * scroller.scrollHeight;
  }));
  return drawn.map(({ row, box, scroller }) => ({
    name: row.name, form: row.form, id: row.id, realm: row.realm, others: row.others, state: row.state, current: row.current,
    parent: every.find(one => one.index === row.parent)?.name ?? "",
    place: partial.has(scroller) ? Math.round(box.top - scroller.getBoundingClientRect().top + scroller.scrollTop) : -1,
    // Where the page itself is scrolled, what it draws of a list can't be told from its height.
    kept: Boolean(scroller) && !partial.has(scroller),
    drawn: [Math.round(box.left), Math.round(box.top)],
  }));
}
