// Whether a click has reached an element, as `feel` has noted.
/* global marks */
function arrived(target) {
  return target[marks.pressed].reached;
}
