// Notes what can be pressed before a press, and gives the name of each that is on screen.
/* global called, everyPressable, marks, shown */
function seen() {
  const every = everyPressable();
  window[marks.seen] = new WeakSet(every);
  return every.filter(shown).map(called);
}
