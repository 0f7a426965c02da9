// The parts of a path ('Home > Applications > Box') before an element and after it: what stands with it in one row, with
// nothing but signs between. Empty where it is no part of a path; what a table or a list of terms says is none.
/* global letters, passable */
function pathAround(element) {
  const none = { before: [], after: [] };
  if (element.closest("table, dl, [role=grid], [role=table], [role=treegrid]")) return none;
  const signs = /^[\s>\u203a\u00bb\u276f/\ue000-\uf8ff]+|[\s>\u203a\u00bb\u276f/\ue000-\uf8ff]+$/g;
  const says = one => letters(one).map(line => line.replace(signs, "")).filter(Boolean);
  const same = (one, other) => says(one).join("\n") === says(other).join("\n");
  let part = element;
  while (part.parentElement && part.parentElement !== document.body && same(part, part.parentElement)) part = part.parentElement;
  const middle = one => { const box = one.getBoundingClientRect(); return box.top + box.height / 2; };
  const parts = { before: [], after: [] };
  let side = parts.before;
  for (const node of part.parentElement?.childNodes ?? []) {
    if (node.nodeType === Node.TEXT_NODE && node.data.replace(signs, "")) return none;
    if (node === part) { side = parts.after; continue; }
    if (node.nodeType !== Node.ELEMENT_NODE || !passable(node)) continue;
    const lines = says(node);
    if (lines.length === 0) continue;
    if (lines.length > 1 || Math.abs(middle(node) - middle(part)) > part.getBoundingClientRect().height / 2) return none;
    side.push(lines[0]);
  }
  return parts;
}
