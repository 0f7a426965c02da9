// Whether an element is drawn pale, as what can't be used now is where nothing but its looks tells.
/* global flat */
function faded(element) {
  const least = 0.6;
  for (let one = element, up = 0; one && up < 3; one = flat.parent(one), up++)
    if (getComputedStyle(one).opacity < least) return true;
  return false;
}
