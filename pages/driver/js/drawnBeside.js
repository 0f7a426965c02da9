// Of what is drawn without words, the one that is pressed beside an element, by the mouse's hand over it if there is one.
// -1: there is none. -2: there are several.
/* global inactive, nearest */
function drawnBeside(candidates, anchor) {
  const others = "input, label, select, textarea, svg *", most = 60;
  const works = candidates.filter(one => !inactive([one]) && !one.matches(others));
  const isSmall = one => Math.max(one.clientWidth, one.clientHeight) <= most;
  const pointed = works.filter(one => isSmall(one) && getComputedStyle(one).cursor === "pointer");
  for (const some of [pointed, works.filter(one => one.matches("button, a, [role=button], i, svg, img"))]) {
    const at = nearest(some, anchor);
    if (at !== -1) return at < 0 ? at : candidates.indexOf(some[at]);
  }
  return -1;
}
