// Whether something else is drawn over the middle of an element, such as a dialog or the shade around it. What is
// outside the window is not known to be, nor is what is covered by a part of what holds it. What the mouse doesn't feel,
// such as a label that floats in its field, is found at no point: there, what stands right around it counts. A bar at the
// window's edge lies over whatever is scrolled below it, and says nothing of what is meant.
/* global drawnAt, flat, underBar */
function behind(element) {
  const box = element.getBoundingClientRect();
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return false;
  const hit = drawnAt(x, y);
  if (!hit || flat.contains(element, hit) || flat.contains(hit, element)) return false;
  if (underBar(element, hit)) return false;
  const around = flat.parent(element);
  if (getComputedStyle(element).pointerEvents === "none" && getComputedStyle(around).pointerEvents !== "none"
    && around !== document.body && flat.contains(around, hit)) return false;
  // A switch's knob or a field's floating label lies over what it belongs to.
  const label = flat.closest(hit, "label");
  return !(label && flat.contains(label, element)) && label?.control !== element;
}
