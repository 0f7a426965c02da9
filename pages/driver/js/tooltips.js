// The names that an element has for who puts the mouse over it, or has it read out.
function tooltips(element) {
  const named = [...element.attributes].filter(({ name }) => /^(?:title|aria-label|data-(?:.*-)?(?:title|tip|tooltip)(?:-content)?)$/.test(name));
  const drawn = element.localName === "svg" ? element.querySelector(":scope > title")?.textContent : "";
  const described = (element.getAttribute("aria-describedby") || "").split(/\s+/).filter(Boolean)
    .map(id => element.getRootNode().getElementById?.(id)).filter(one => one?.matches("[role=tooltip]")).map(one => one.textContent);
  return [...named.map(({ value }) => value), drawn, ...described].filter(Boolean);
}
