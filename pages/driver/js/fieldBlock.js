// A Playwright selector engine: the block around an element that is its field's alone. One level more, and it would take
// in another field, or be the whole form. body: a pattern, escaped, for the id or class of fields that are part of the
// block.
/* global flat */
function fieldBlock() {
  const kinds = "input:not([type=file]):not([type=hidden]), textarea, select";
  const queryAll = (root, body) => {
    const part = new RegExp(decodeURIComponent(body), "i");
    const isAnother = one => one.getBoundingClientRect().width > 1 && !one.readOnly && !one.disabled
      && !/^(?:button|submit|reset)$/.test(one.type) && !part.test(one.id + one.className);
    let block = root;
    for (let above = flat.parent(block); above; above = flat.parent(block)) {
      if (/^(FORM|BODY|DIALOG)$/.test(above.tagName) || flat.all(above, kinds).some(isAnother)) break;
      block = above;
    }
    return [block];
  };
  return { queryAll, query: (root, body) => queryAll(root, body)[0] };
}
