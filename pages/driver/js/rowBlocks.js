// What a person takes for the rows of a list that has just opened: of whatever is written on the page and was not there
// before, the largest blocks that say no more than one line, or are marked up as rows.
//
// `given.old` says what was there before, as `writtenLines` gives it; `given.forms` are those of the rows of this list that
// were seen before; `given.noise` is a pattern for lines that are no row. Gives each row's element, and its form if it is
// one of several.
/* global canonical, flat, isWritten, shown, writtenAt */
const rowBlocks = (() => {
  const kinds = "[role=treeitem], [role=option], [role=row], [role=menuitem], [role=listitem], tr, li, option";
  const pressed = "button, a, summary, [role=button], [role=link], [role=option], [role=menuitem], [onclick], input[type=button]";
  const letter = /[\p{L}\p{N}]/u;
  // Whether a text was there before: it stands where it stood, or was pushed aside within the same document.
  const oldIn = (root, lines) => {
    const column = (text, left) => `${text} ${left}`, place = (text, left, top) => `${text} ${left} ${top}`;
    const places = new Set(), before = new Map(), now = new Map();
    for (const [origin, text, left, top] of lines) {
      places.add(place(text, left, top));
      if (origin === performance.timeOrigin) before.set(column(text, left), (before.get(column(text, left)) ?? 0) + 1);
    }
    for (const [text, box] of before.size ? flat.texts(root).filter(isWritten).map(writtenAt) : []) {
      const key = column(text, Math.round(box.left));
      now.set(key, (now.get(key) ?? 0) + 1);
    }
    return (text, box) => {
      const left = Math.round(box.left), key = column(text, left);
      return places.has(place(text, left, Math.round(box.top))) || (before.has(key) && now.get(key) <= before.get(key));
    };
  };
  // Of every element that something is written in: whether all of it stands in one line, and whether any of it was there
  // before.
  const measure = (root, isOld) => {
    const known = new Map();
    const add = (all, one) => {
      all.top = Math.max(all.top, one.top);
      all.bottom = Math.min(all.bottom, one.bottom);
      all.old ||= one.old;
      all.fresh.push(...one.fresh);
    };
    const walk = node => {
      const own = { top: -Infinity, bottom: Infinity, old: false, fresh: [] };
      if (node.nodeType === Node.TEXT_NODE) {
        if (!isWritten(node)) return own;
        const [text, box] = writtenAt(node);
        own.top = box.top; own.bottom = box.bottom;
        own.old = isOld(text, box);
        if (!own.old && letter.test(text)) own.fresh = [node];
        return own;
      }
      if (/^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|SELECT|svg)$/.test(node.nodeName)) return own;
      for (const child of flat.children(node)) add(own, walk(child));
      if (node.nodeType === Node.ELEMENT_NODE && own.top > -Infinity) known.set(node, own);
      return own;
    };
    return [walk(root), known];
  };
  const isLine = all => all && all.top < all.bottom;
  // What is pressed to press a text.
  const pressOf = element => {
    const marked = flat.closest(element, pressed);
    if (marked) return marked;
    const points = one => one && getComputedStyle(one).cursor === "pointer";
    if (!points(element)) return null;
    let one = element;
    while (points(flat.parent(one)) && one !== document.body) one = flat.parent(one);
    return one;
  };
  const inside = block => flat.children(block).filter(child => child.nodeType === Node.ELEMENT_NODE);
  // Whether a block is one of several of a kind beside each other, each to be pressed by itself, such as cards.
  const isOneOfSeveral = (block, holder, known) => {
    const words = one => known.get(one)?.fresh ?? [];
    const hasPress = one => words(one).some(node => { const press = pressOf(flat.parent(node)); return press && flat.contains(one, press); });
    return hasPress(block) && inside(holder).some(other => other !== block && other.tagName === block.tagName && hasPress(other));
  };
  // How a text is marked up: the rows of one list are marked up alike.
  const formOf = node => {
    const holder = flat.parent(node);
    return [holder, flat.parent(holder)].filter(Boolean)
      .map(one => `${one.localName}.${(one.getAttribute("class") || "").split(" ")[0]}`).join(" ");
  };
  const besides = "nav, aside, footer, [role=navigation], [role=complementary], [role=tablist], [role=toolbar], [role=alert], [role=status]";
  // What hangs in a bar, as an open menu does, is not beside the page.
  const isBeside = element => {
    const holder = flat.closest(element, besides);
    for (let one = element; holder && one !== holder; one = flat.parent(one))
      if (/absolute|fixed/.test(getComputedStyle(one).position)) return false;
    return Boolean(holder);
  };
  return (root, given) => {
    const noise = new RegExp(given.noise, "i"), isOld = oldIn(root.body ?? root, given.old);
    const [all, known] = measure(root.body ?? root, isOld);
    const main = all.fresh.filter(node => !isBeside(flat.parent(node)));
    const found = new Map();
    const take = (block, node, isMarked) => {
      if (!found.has(block)) found.set(block, { form: formOf(node), isListed: isMarked });
    };
    for (const node of main.length ? main : all.fresh) {
      const parent = flat.parent(node), press = pressOf(parent);
      const row = flat.closest(parent, kinds);
      // A menu may hang in an item of another list.
      if (row && !known.get(row)?.old) { take(row, node, true); continue; }
      let block = press && isLine(known.get(press)) ? press : parent;
      for (let above = flat.parent(block); above && isLine(known.get(above)) && !known.get(above).old; above = flat.parent(above)) {
        if (isOneOfSeveral(block, above, known)) break;
        block = above;
      }
      take(block, node, false);
    }
    const isRow = block => !flat.closest(block, "thead")
      && !flat.all(block, "input:not([type=hidden]):not([type=button]):not([type=checkbox]):not([type=radio]), textarea").length
      && !noise.test(canonical(known.get(block)?.fresh.map(node => node.data).join(" ")));
    const rows = [...found].filter(([block]) => isRow(block));
    const mates = (one, about) => rows.some(([other, its]) => other !== one && its.form === about.form
      && flat.parent(other) === flat.parent(one));
    for (const [block, about] of rows) about.isListed ||= mates(block, about);
    const forms = new Set([...given.forms, ...rows.filter(([, about]) => about.isListed).map(([, about]) => about.form)]);
    // What stands by itself, such as a heading, is a row only where there is no list, and was none, and if it can be
    // pressed; nor does a row stand above the field that searches the list.
    const fields = flat.all(root.body ?? root, "input:not([type=button]):not([type=checkbox]):not([type=radio])")
      .filter(shown).map(field => field.getBoundingClientRect());
    const isAbove = block => {
      const box = block.getBoundingClientRect();
      return fields.some(field => field.top >= box.bottom - 2 && field.left < box.right && field.right > box.left);
    };
    const isPressed = block => known.get(block).fresh.some(node => pressOf(flat.parent(node))) || flat.all(block, pressed).length > 0;
    return rows.filter(([block, about]) => about.isListed || forms.has(about.form)
      || (!forms.size && isPressed(block) && !isAbove(block)))
      .map(([element, about]) => ({ element, form: about.isListed ? about.form : "" }));
  };
})();
