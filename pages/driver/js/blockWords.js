// Everything that a block says: its text, its tooltips, and what its fields hold, the chosen file's name included.
// Text that is cut short may stand whole in a tooltip.
/* global flat, passable */
function blockWords(block) {
  const read = node => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE || /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|IFRAME|SELECT)$/.test(node.tagName)) return "";
    if (node.tagName === "BR") return "\n";
    const { display } = getComputedStyle(node);
    if (node !== block && display !== "contents" && !passable(node)) return "";
    const inner = flat.children(node).map(read).join("");
    if (/^(inline|contents)/.test(display)) return inner;
    return display === "table-cell" ? `${inner} ` : `\n${inner}\n`;
  };
  const ofOne = one => [
    one.getAttribute("title"), one.getAttribute("data-original-title"),
    one.matches("input:not([type=password]):not([type=file])") ? one.value : "",
    // The browser's own file control draws the file's name itself.
    one.matches("input[type=file]") && one.getBoundingClientRect().width > 1 ? one.files[0]?.name : "",
  ];
  return [read(block), ...flat.all(block).flatMap(ofOne)].filter(Boolean).join(" \n ");
}
