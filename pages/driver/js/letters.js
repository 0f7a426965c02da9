// The lines that an element says, letter by letter as its text nodes have them: in no other case, and with whatever has
// no width. What can't be seen is left out, and so is an element that holds nothing but what icon fonts draw.
/* global passable */
function letters(root) {
  const icon = /^[\s\ue000-\uf8ff]*[\ue000-\uf8ff][\s\ue000-\uf8ff]*$/;
  // No text of a document has this character.
  const end = "\0";
  const walk = node => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replaceAll(end, "");
    if (node.nodeType !== Node.ELEMENT_NODE || /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|IFRAME|SELECT)$/.test(node.tagName)) return "";
    if (node.tagName === "BR") return end;
    const { display, position } = getComputedStyle(node);
    if (node !== root) {
      if (display !== "contents" && !passable(node)) return "";
      if (node.getAttribute("role") === "tooltip" || icon.test(node.textContent)) return "";
    }
    const inner = [...(node.shadowRoot || node).childNodes].map(walk).join("");
    if (node === root || /^(inline|contents)/.test(display)) return inner;
    // What is laid over a line and says nothing, such as the ripple of a press, doesn't break it.
    if (/absolute|fixed/.test(position) && !inner.replaceAll(end, "").trim()) return "";
    return end + inner + end;
  };
  return walk(root).split(end).filter(line => line.trim());
}
