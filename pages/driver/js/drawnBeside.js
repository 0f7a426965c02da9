// Of what is drawn without words, the one that is pressed beside an element, by the mouse's hand over it if there is one.
// Else what is a picture by its kind, and then what only a style sheet draws.
// -1: there is none. -2: there are several.
/* global drawnByStyle, inactive, nearest */
function drawnBeside(candidates, anchor) {
  const others = "input, label, select, textarea, svg *", most = 60;
  const works = candidates.filter(one => !inactive([one]) && !one.matches(others));
  const isSmall = one => Math.max(one.clientWidth, one.clientHeight) <= most;
  const pointed = works.filter(one => isSmall(one) && getComputedStyle(one).cursor === "pointer");
  const pictures = works.filter(one => one.matches("button, a, [role=button], i, svg, img"));
  for (const some of [pointed, pictures, works.filter(one => isSmall(one) && drawnByStyle(one))]) {
    const at = nearest(some, anchor);
    if (at !== -1) return at < 0 ? at : candidates.indexOf(some[at]);
  }
  return -1;
}
