// How many levels up from an element the block reaches that is its field's alone: one more, and it would take in
// another field, or be the whole form. source: a pattern for the id or class of fields that are part of the block.
function fieldDepth(element, source) {
  const part = new RegExp(source, "i");
  const fields = block => [...block.querySelectorAll("input:not([type=file]):not([type=hidden]), textarea, select")]
    .filter(one => one.getBoundingClientRect().width > 1 && !one.readOnly && !one.disabled
      && !part.test(one.id + one.className));
  let depth = 0;
  for (let block = element; block.parentElement; block = block.parentElement, depth++)
    if (fields(block.parentElement).length || /^(FORM|BODY|DIALOG)$/.test(block.parentElement.tagName)) return depth;
  return depth;
}
