// The tree as it is drawn: what a shadow root holds lies in its host, and what is given to a slot lies in the slot.
const flat = {
  parent(node) {
    const root = node.parentNode;
    return node.assignedSlot ?? (root instanceof ShadowRoot ? root.host : node.parentElement);
  },
  closest(element, selector) {
    for (let one = element; one; one = flat.parent(one)) if (one.matches(selector)) return one;
    return null;
  },
  contains(outer, inner) {
    for (let one = inner; one; one = flat.parent(one)) if (one === outer) return true;
    return false;
  },
  children(node) {
    if (node.localName === "slot" && node.assignedNodes().length) return node.assignedNodes();
    return [...(node.shadowRoot || node).childNodes];
  },
  // All elements below a node that match, in the order in which they are drawn.
  all(node, selector = "*") {
    return flat.children(node).filter(one => one.nodeType === Node.ELEMENT_NODE)
      .flatMap(one => [...(one.matches(selector) ? [one] : []), ...flat.all(one, selector)]);
  },
  // All texts below a node, in the order in which they are drawn.
  texts(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? [node] : [];
    if (/^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(node.nodeName)) return [];
    return flat.children(node).flatMap(flat.texts);
  },
};
