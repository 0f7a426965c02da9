// What stands in or beside a list of accounts (see `listing`, `ends`): what is near its rows, not what else the page has.
/* global ends, listing */
function accountEnds(given) {
  const rows = listing(document, given).map(row => row.element);
  if (!rows.length) return null;
  let area = rows[0].parentElement;
  while (!rows.every(row => area.contains(row))) area = area.parentElement;
  for (let up = 0; up < 3 && area.parentElement && !area.parentElement.matches("html, body, main, [role=main]"); up++)
    area = area.parentElement;
  return { table: true, ...ends(rows, area, given) };
}
