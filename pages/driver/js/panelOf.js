// Marks a panel: all that is drawn with its command and its list, and nothing of what lies beside or behind it. That is
// the innermost layer that holds both, or else the largest block around the command that is free of what was kept
// before (see `keep`). `heads` are what may be the list's headings; the command is null where another document has it.
// Says whether there is such a panel.
/* global layers, marks, tag */
function panelOf(heads, command) {
  const others = window[marks.stops] || [];
  const free = block => !others.some(one => block.contains(one));
  const own = heads.map(head => layers(head).find(layer => free(layer) && (!command || layer.contains(command))));
  let panel = own.find(Boolean) ?? null;
  if (!panel && (command || (heads.length && !others.length))) {
    panel = command ?? document.body;
    while (panel !== document.body && panel.parentElement && free(panel.parentElement)) panel = panel.parentElement;
  }
  tag(panel, marks.panel);
  return Boolean(panel);
}
