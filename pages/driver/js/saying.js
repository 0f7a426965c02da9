// The innermost elements in a root whose visible words match a pattern, given as '/pattern/flags', escaped.
/* global passable */
const saying = (() => {
  // One question asks for many patterns, and nothing changes before it is answered: what was seen of a node is
  // kept for that long. Asking for the layout of each element again for each pattern took most of a run's time.
  const kept = look => {
    let seen = null;
    return node => {
      if (!seen) {
        seen = new Map();
        queueMicrotask(() => { seen = null; });
      }
      if (!seen.has(node)) seen.set(node, look(node));
      return seen.get(node);
    };
  };
  const trimmed = s => s.replace(/[\u200b-\u200f\ufeff]/g, "").replace(/\s+/g, " ").trim();
  const text = kept(node => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(node.tagName)) return "";
    if (getComputedStyle(node).display !== "contents" && !passable(node)) return "";
    return [...(node.shadowRoot || node).childNodes].map(text).join("");
  });
  const visible = kept(element => trimmed(text(element)));
  const longest = 300, highest = 4, most = 2000;
  // What is visible is a part of all the text, and that is cheap to have: so most elements are passed over
  // without asking for their layout.
  const everything = kept(element => (element.textContent.length > most ? null : trimmed(element.textContent)));
  const loosely = (source, flags) => new RegExp(
    source.replace(/^\^(?:\[[^\]]*\]\*)?/, "").replace(/(?:\[[^\]]*\]\*)?\$$/, ""), flags);
  const texts = kept(root => {
    const found = [], roots = [root];
    while (roots.length) {
      const walker = document.createTreeWalker(roots.pop(), NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
      for (let node = walker.currentNode; node; node = walker.nextNode()) {
        if (node.shadowRoot) roots.push(node.shadowRoot);
        if (node.nodeType === Node.TEXT_NODE && node.data.trim()) found.push(node);
      }
    }
    return found;
  });
  return (root, body) => {
    const [, source, flags] = decodeURIComponent(body).match(/^\/([^]*)\/([a-z]*)$/);
    const pattern = new RegExp(source, flags), loose = loosely(source, flags);
    const found = new Set(), passed = new Set();
    for (const node of texts(root)) {
      let element = node.parentElement;
      for (let height = 0; element && height < highest; height++, element = element.parentElement) {
        if (found.has(element)) break;
        if (passed.has(element)) continue;
        const all = everything(element);
        if (all === null) break;
        if (!loose.test(all)) { passed.add(element); continue; }
        const read = visible(element);
        if (read.length > longest) break;
        if (read && pattern.test(read)) { found.add(element); break; }
        passed.add(element);
        if (element === root) break;
      }
    }
    // Of nested matches only the innermost is what says it.
    return [...found].filter(one => ![...found].some(other => other !== one && one.contains(other)));
  };
})();
