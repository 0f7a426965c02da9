// What the rows of a list say, each in one line: also those that say nothing. They stand after the list's headings and
// before what comes after it, both kept before (see `keep`); what stands in the headings' own row is a column. Rows of
// headings, commands and menus are none, nor is what only holds other rows.
/* global clean, everything, marks, pressables, shown */
function listedRows(root) {
  const kinds = "tr, li, [role=row], [role=listitem]";
  const others = "[role=toolbar], [role=menu], [role=menubar], [role=tablist], [role=listbox], nav, [role=navigation]";
  const after = (a, b) => Boolean(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING);
  const starts = window[marks.starts].filter(one => root.contains(one));
  const isHeading = one => starts.some(start => start.closest("tr, [role=row]")?.contains(one));
  const stops = window[marks.stops]
    .filter(one => root.contains(one) && (!starts.length || after(starts[0], one)) && !isHeading(one));
  const isBetween = one => (!starts.length || after(starts[0], one)) && !stops.some(stop => after(stop, one));
  const says = one => clean(one.innerText);
  const isCommand = one => one.matches("li, [role=listitem]")
    && [...one.querySelectorAll(pressables)].some(button => says(button) === says(one));
  return everything(root)
    .filter(one => one.matches(kinds) && shown(one) && isBetween(one) && !one.closest(others) && !one.querySelector(kinds)
      && !one.querySelector("th, [role=columnheader]") && !isCommand(one)).map(says);
}
