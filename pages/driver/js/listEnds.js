// What stands in or beside the list whose rows `listRows` has read last (see `ends`), and whether it is a table.
// `given.areas` is a selector of a page's areas.
/* global ends, marks */
function listEnds(given) {
  // A row with a single cell among others may hold the pager.
  const read = (window[marks.rows] ?? []).filter(row => row.every(({ element }) => element.isConnected));
  const most = Math.max(0, ...read.map(row => row.length));
  const rows = read.filter(row => row.length === most).map(([{ element }]) => element.closest("tr, [role=row]")).filter(Boolean);
  const area = rows[0]?.closest(given.areas) ?? document.querySelector(given.areas) ?? document.body;
  return { table: rows.length > 0, ...ends(rows, area, given) };
}
