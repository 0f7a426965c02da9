// Whether a click has reached an element that `guard` watches.
/* global marks */
function reached(target) {
  return Boolean(target[marks.pinned]?.reached);
}
