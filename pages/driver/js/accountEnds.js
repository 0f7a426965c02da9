// What stands in or beside a list of accounts (see `listing`, `ends`): what is near its rows, not what else the page has.
/* global ends, flat, listing */
function accountEnds(given) {
  const rows = listing(document, given).map(row => row.element);
  if (!rows.length) return null;
  let area = flat.parent(rows[0]);
  while (!rows.every(row => flat.contains(area, row))) area = flat.parent(area);
  for (let up = 0; up < 3 && flat.parent(area) && !flat.parent(area).matches("html, body, main, [role=main]"); up++)
    area = flat.parent(area);
  return { table: true, ...ends(rows, area, given) };
}
