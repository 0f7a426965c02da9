// What is to be seen of a node's text, to the letter: as it is written in the page, and not as a style sheet
// may draw it in capitals. Blocks and line breaks separate words.
/* global passable */
function wording(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  if (/^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|SELECT)$/i.test(node.tagName)) return "";
  if (node.tagName === "BR") return " ";
  if (node.getAttribute("role") === "tooltip") return "";
  const display = getComputedStyle(node).display;
  if (display !== "contents" && !passable(node)) return "";
  const text = [...(node.shadowRoot || node).childNodes].map(wording).join("");
  return display.startsWith("inline") || display === "contents" ? text : ` ${text} `;
}
