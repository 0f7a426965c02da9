// Reads whatever looks like a row of a list: of each its kind (0: of a table or grid, 1: an item, or a link by itself, 2:
// a line of text by itself), where its link leads, and its cells. A cell has its column's heading, the lines that it says
// (see `letters`), and its links and buttons with their lines and title. The elements are kept for `keptRow`.
/* global everything, letters, marks, shown */
function listRows() {
  const all = everything(document.body);
  const gridRow = "tr, [role=row]", item = "li, [role=listitem], [role=option], [role=treeitem]";
  const cell = "td, th, [role=gridcell], [role=cell], [role=rowheader]", heading = "th, [role=columnheader]";
  const pressed = "a, button, [role=link], [role=button]";
  // What leads through the portal is no row of a list.
  const apart = "nav, [role=navigation], [role=banner], [role=menu], [role=menubar], [role=tablist], [role=toolbar],"
    + " body > header, body > footer";
  const inline = one => one.nodeType === Node.ELEMENT_NODE && /^(inline|contents)/.test(getComputedStyle(one).display);
  const pressedIn = one => one.matches(pressed) ? [one]
    : everything(one).filter(other => other.matches(pressed) && other.parentElement.closest(pressed) === null && shown(other));
  const says = one => {
    // A link around several lines is called by its heading.
    const titles = [...one.querySelectorAll("h1, h2, h3, h4, h5, h6, [role=heading]")].filter(shown);
    return letters(titles.length === 1 ? titles[0] : one);
  };
  const isHead = row => Boolean(row.closest("thead") || row.querySelector("[role=columnheader]"))
    || (row.cells?.length > 0 && [...row.cells].every(one => one.matches("th:not([scope=row])")));
  const headings = new Map();
  const headingsOf = row => {
    const table = row.closest("table, [role=grid], [role=table], [role=treegrid]");
    if (!table) return [];
    if (!headings.has(table)) {
      const first = [...table.querySelectorAll(gridRow)].find(isHead);
      headings.set(table, first ? [...first.querySelectorAll(heading)].map(one => letters(one).join(" ")) : []);
    }
    return headings.get(table);
  };
  const kept = [], found = [], taken = new Set();
  const take = (kind, row, cells, columns) => {
    const elements = cells.map(one => ({ element: one, links: pressedIn(one) }));
    const read = elements.map(({ element, links }, index) => ({
      column: columns[index] ?? "", lines: letters(element), links: links.map(link => ({ title: says(link), lines: letters(link) })),
    }));
    if (!read.some(one => one.lines.length || one.links.some(link => link.lines.length))) return;
    kept.push(elements);
    found.push({ kind, address: (row.matches("a") ? row : row.querySelector("a[href]"))?.getAttribute("href") ?? "", cells: read });
    for (const one of [row, ...everything(row)]) taken.add(one);
  };
  const seen = one => shown(one) || [...one.children].some(shown);
  const innermost = (one, selector) => one.matches(selector) && !one.querySelector(selector) && !one.closest(apart);
  for (const row of all.filter(one => innermost(one, gridRow) && seen(one) && !isHead(one))) {
    const cells = everything(row).filter(one => one.matches(cell) && !one.parentElement.closest(cell) && seen(one));
    const columns = headingsOf(row);
    take(0, row, cells.length ? cells : [row], columns.length === cells.length ? columns : []);
  }
  for (const one of all.filter(one => innermost(one, item) && !taken.has(one) && shown(one))) take(1, one, [one], []);
  for (const one of all.filter(one => one.matches(pressed) && !taken.has(one) && shown(one) && !one.closest(apart)))
    if (!taken.has(one)) take(1, one, [one], []);
  // A line may be pressed though nothing tells so: the smallest block around a text that stands in no row.
  for (const one of all) {
    if (taken.has(one) || ![...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE ? node.data.trim() : inline(node))) continue;
    if (inline(one) || one.matches("b, strong, em, i, u, mark, script, style, select, option, textarea")) continue;
    if (shown(one) && !one.closest(apart) && letters(one).length === 1) take(2, one, [one], []);
  }
  window[marks.rows] = kept;
  return found;
}
