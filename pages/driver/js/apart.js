// Whether an element's text stands by itself: in a block or box of its own, and not in the line of its neighbours.
function apart(element) {
  const style = getComputedStyle(element);
  if (style.display === "contents") return false;
  if (!style.display.startsWith("inline") || style.display !== "inline") return true;
  if (style.float !== "none" || /absolute|fixed/.test(style.position)) return true;
  return /flex|grid/.test(element.parentElement ? getComputedStyle(element.parentElement).display : "");
}
