// The next larger block around one that lies over something, as long as that belongs to what lies over it; null if there is
// none. What floats may stand in a part of the page, such as its top bar, of which nothing is to be closed.
/* global flat */
function coverAround(cover, target) {
  const bars = "header, nav, [role=banner], [role=navigation]", block = flat.parent(cover);
  for (let one = block; one && one !== document.body && !flat.contains(one, target); one = flat.parent(one))
    if (/absolute|fixed|sticky/.test(getComputedStyle(one).position)) return one.matches(bars) ? null : block;
  return null;
}
