// The elements in a root that say a name and nothing else, to the letter (see `canonical`): each with the nodes that
// say it. It is the innermost element, or a text of its own between other elements; or what has the name as its
// tooltip or label and says nothing else itself.
/* global canonical, letters, tooltips */
function naming(root, name) {
  const wording = element => canonical(letters(element).join(" "));
  // A round picture of somebody without one has no more than initials.
  const isInitials = (said, whole) => said.length <= 3 && said === said.toUpperCase()
    && whole.split(/[^\p{L}\p{N}]+/u).filter(Boolean).map(word => word[0]).join("").toUpperCase().startsWith(said);
  const found = new Map(), highest = 4;
  const roots = [root];
  while (roots.length) {
    const walker = document.createTreeWalker(roots.pop(), NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType === Node.ELEMENT_NODE) {
        if (node.shadowRoot) roots.push(node.shadowRoot);
        if (!tooltips(node).some(text => canonical(text) === name)) continue;
        const said = wording(node).replace(/[\ue000-\uf8ff]/g, "");
        const cut = said.replace(/(?:\u2026|\.\.\.)$/, "");
        const isDrawn = !said || said === name || isInitials(said, name);
        if (isDrawn || (cut !== said && name.startsWith(canonical(cut)))) found.set(node, node);
        continue;
      }
      const said = canonical(node.data);
      // A drawing's title is its tooltip.
      if (!said || !name.includes(said) || node.parentElement?.localName === "title") continue;
      let element = node.parentElement;
      for (let height = 0; element && height < highest; height++, element = element.parentElement) {
        if (canonical(element.textContent).length < name.length) continue;
        const text = wording(element);
        if (text === name) { found.set(element, element); break; }
        if (text.length > name.length || element === root) break;
      }
      const inside = [...found.values()].some(one => one.contains(node));
      if (said === name && !inside) found.set(node.parentElement, node);
    }
  }
  return [...found].filter(([one]) => ![...found.keys()].some(other => other !== one && one.contains(other)));
}
