// Every line of a document that stands in an element of its own, with that element: a heading, a block of text, a link by
// itself, or a part of a line of links ('Home > Applications > Box'). kind: "heading", "line" or "crumb".
/* global everything, letters, shown */
function ownLines(root) {
  const pressed = "a, button, [role=link], [role=button]", heading = "h1, h2, h3, h4, h5, h6, [role=heading]";
  const inline = one => one.nodeType === Node.ELEMENT_NODE && /^(inline|contents)/.test(getComputedStyle(one).display);
  const found = [];
  const take = (element, kind) => {
    const lines = shown(element) ? letters(element) : [];
    if (lines.length === 1) found.push({ element, kind, text: lines[0] });
  };
  for (const one of everything(root)) {
    if (one.matches("script, style, select, option, textarea, b, strong, em, i, u, mark")) continue;
    if (one.matches(heading)) { take(one, "heading"); continue; }
    if (one.closest(heading) || one.parentElement?.closest(pressed)) continue;
    if (one.matches(pressed) && !inline(one)) { take(one, "crumb"); continue; }
    if (inline(one) || ![...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE ? node.data.trim() : inline(node))) continue;
    // What stands between the parts of a path; a name may have any other sign in it.
    const parts = [...one.children].filter(inline);
    const between = [...one.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join("");
    if (!parts.some(part => part.matches(pressed)) || !/^[\s>\u203a\u00bb\u276f/]*$/.test(between)) take(one, "line");
    else for (const part of parts) take(part, "crumb");
  }
  return found;
}
