// A Playwright selector engine: the text fields beside words that match a pattern, paired as a person pairs them
// by eye where nothing in the document ties the label to its field: the field in the label's own line, close
// below it, or around it (a label that floats in its field). Not the next field in the document: behind a dialog
// stands the same label with a value, and the next field after that is the dialog's first.
/* global behind, layers, saying, shown */
function beside() {
  const fields = "input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=file])"
    + ":not([type=submit]):not([type=button]), textarea";
  const every = root => [...root.querySelectorAll("*")].flatMap(
    one => [...(one.matches(fields) ? [one] : []), ...(one.shadowRoot ? every(one.shadowRoot) : [])]);
  const widest = 600, deepest = 120;
  // A label's element can be as wide as the form: what counts is where its words are.
  const place = label => {
    const walker = document.createTreeWalker(label, NodeFilter.SHOW_TEXT), boxes = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(node);
      boxes.push(...[...range.getClientRects()].filter(box => box.width > 1));
    }
    if (!boxes.length) return label.getBoundingClientRect();
    const edge = (side, pick) => pick(...boxes.map(box => box[side]));
    const [left, top] = [edge("left", Math.min), edge("top", Math.min)];
    const [right, bottom] = [edge("right", Math.max), edge("bottom", Math.max)];
    return { left, top, right, bottom };
  };
  // How a field stands to a label, and how far away: around it (0), in its line (1) or below it (2).
  const distance = (label, box) => {
    const across = label.left < box.right && label.right > box.left;
    const middle = (label.top + label.bottom) / 2;
    if (across && middle >= box.top - 6 && middle <= box.bottom) return { far: 0, kind: 0 };
    const aligned = label.top < box.bottom && label.bottom > box.top;
    if (aligned && box.left >= label.right - 2) return { far: box.left - label.right <= widest ? box.left - label.right : NaN, kind: 1 };
    const below = box.top - label.bottom;
    return { far: across && below >= -4 && below <= deepest ? Math.max(0, below) : NaN, kind: 2 };
  };
  const queryAll = (root, body) => {
    const labels = saying(root, body);
    const front = labels.filter(label => !behind(label));
    const near = labels.length ? every(root).filter(shown) : [];
    const found = new Set();
    const pair = (label, isIt) => {
      const there = place(label);
      // What lies behind the label's dialog is not beside it, wherever it is drawn.
      const [layer] = layers(label);
      const all = near.filter(field => layers(field)[0] === layer).map(field => ({ field, ...distance(there, field.getBoundingClientRect()) }))
        .filter(({ far }) => !Number.isNaN(far)).sort((a, b) => a.far - b.far);
      const nearest = all.find(({ field }) => !field.readOnly);
      // A field that only shows a value keeps its label to itself.
      const keeps = one => one.field.readOnly && (one.kind < nearest.kind || (one.kind === nearest.kind && one.far < nearest.far));
      if (nearest && !all.some(keeps) && isIt(nearest.field)) found.add(nearest.field);
    };
    for (const label of front) pair(label, () => true);
    // Something may lie over a label. Where another label of the name is in front, such as a dialog's, that has to be a
    // toast or the like, which doesn't lie over the field as well.
    const covered = found.size ? [] : labels.filter(label => !front.includes(label));
    for (const label of covered) pair(label, field => !front.length || !behind(field));
    return [...found];
  };
  return { queryAll, query: (root, body) => queryAll(root, body)[0] || null };
}
