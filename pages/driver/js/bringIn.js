// Brings into sight what stands in a frame between two heights of it: moves what is around the frame, as far as a person
// could. Returns between which heights it stands then in the frame's own surroundings.
/* global flat */
function bringIn(holder, [top, bottom]) {
  const page = document.scrollingElement, inner = holder.getBoundingClientRect().top + holder.clientTop;
  let [from, to] = [inner + top, inner + bottom];
  for (let above = flat.parent(holder); above; above = flat.parent(above)) {
    const { overflowY } = getComputedStyle(above);
    if (above === page ? /hidden|clip/.test(overflowY) : !["auto", "scroll"].includes(overflowY)) continue;
    const box = above.getBoundingClientRect();
    const [first, last] = above === page ? [0, innerHeight] : [box.top + above.clientTop, box.top + above.clientTop + above.clientHeight];
    const before = above.scrollTop;
    if (to > last) above.scrollTop += to - last;
    else if (from < first) above.scrollTop += from - first;
    const moved = above.scrollTop - before;
    [from, to] = [from - moved, to - moved];
  }
  return [from, to];
}
