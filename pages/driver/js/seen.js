// Notes what can be pressed before a press, and gives the name of each that is on screen.
/* global called, flat, marks, pressables, shown */
function seen() {
  const every = flat.all(document.body, pressables);
  window[marks.seen] = new WeakSet(every);
  return every.filter(shown).map(called);
}
