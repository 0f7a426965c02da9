// Whether something else is drawn over the middle of an element, such as a dialog or the shade around it. What is
// outside the window is not known to be, nor is what is covered by a part of what holds it.
function behind(element) {
  const box = element.getBoundingClientRect();
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return false;
  let hit = document.elementFromPoint(x, y);
  while (hit?.shadowRoot && !hit.contains(element)) {
    const inner = hit.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  if (!hit || element.contains(hit) || hit.contains(element)) return false;
  // A switch's knob or a field's floating label lies over what it belongs to.
  return !hit.closest("label")?.contains(element) && hit.closest("label")?.control !== element;
}
