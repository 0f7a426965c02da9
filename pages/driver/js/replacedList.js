// The browser's own list that a drawn one stands for, hidden beside it; null if there is none.
/* global flat, shown */
function replacedList(control) {
  const levels = 3;
  for (let block = flat.parent(control), up = 0; block && block !== document.body && up < levels; block = flat.parent(block), up++) {
    const [own, ...others] = flat.all(block, "select");
    if (own) return own !== control && !others.length && !shown(own) && flat.all(block, "[role=combobox]").length === 1 ? own : null;
  }
  return null;
}
