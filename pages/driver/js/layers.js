// The layers over the page in which an element lies, such as dialogs and panels, innermost first.
/* global flat, words */
function layers(element) {
  const named = new RegExp(String.raw`(^|[\s_-])(?:${words.layerClasses.join("|")})([\s_-]|$)`, "i");
  const found = [];
  for (let one = element; one && one !== document.body; one = flat.parent(one)) {
    const placed = getComputedStyle(one).position;
    if (one.matches("dialog, [role=dialog], [role=alertdialog], [aria-modal=true]") || placed === "fixed"
      || (placed === "absolute" && named.test(one.getAttribute("class") || ""))) found.push(one);
  }
  return found;
}
