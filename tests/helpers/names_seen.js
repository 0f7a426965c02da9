// Tells every class, id and data attribute that the document ever has, each once; `tellNames` is the test's.
(() => {
  const told = new Set();

  function namesOf(element) {
    const data = [...element.attributes].map(({ name }) => name).filter((name) => name.startsWith("data-"));
    return [...element.classList, ...(element.id ? [element.id] : []), ...data];
  }

  function within(node) {
    if (!(node instanceof Element || node instanceof DocumentFragment)) return [];
    const all = [...(node instanceof Element ? [node] : []), ...node.querySelectorAll("*")];
    const templates = all.filter((one) => one instanceof HTMLTemplateElement);
    return [...all, ...templates.flatMap((one) => within(one.content))];
  }

  function note(elements) {
    const names = [...new Set(elements.flatMap(namesOf))].filter((name) => !told.has(name));
    for (const name of names) told.add(name);
    if (names.length) window.tellNames(names);
  }

  new MutationObserver((changes) => {
    note(changes.flatMap(({ type, target, addedNodes }) =>
      (type === "attributes" ? [target] : [...addedNodes].flatMap(within))));
  }).observe(document, { attributes: true, childList: true, subtree: true });
})();
