// What a person takes for the rows of a list that has just opened: of whatever is written on the page and was not there
// before, the largest blocks that say no more than one line, or are marked up as rows.
//
// `given.forms` are those of the rows of this list that were seen before; `given.seen` is what was written where before (see
// `markOld`); `given.wanted` is the name of an account that is looked for. Patterns: `given.noise` (lines that are no row),
// `given.turns` (what turns a list's pages), `given.bars` (menus of the bar), `given.shortcuts` (what stands over links to
// accounts that are listed elsewhere). Gives each row's element, and its form if it is one of several.
/* global canonical, flat, isWritten, marks, shown, writer */
const rowBlocks = (() => {
  const kinds = "[role=treeitem], [role=option], [role=row], [role=menuitem], [role=listitem], tr, li, option";
  const pressed = "button, a, summary, [role=button], [role=link], [role=option], [role=menuitem], [onclick], input[type=button]";
  const typed = "input:not([type=hidden]):not([type=button]):not([type=checkbox]):not([type=radio]), textarea";
  const headings = "h1, h2, h3, h4, h5, h6, [role=heading]";
  const letter = /[\p{L}\p{N}]/u;
  const placeOf = node => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect();
  };
  // The texts that were there before (see `markOld`). A page draws its bar again as it was, or is followed by another that has
  // the same; but a list may also be drawn again where it was. So what is only like what was there before isn't taken for it
  // where it says the name that is looked for, or is marked up as is what is new above or below it.
  const oldOf = (root, given) => {
    const seen = new Set(given.seen), old = new Set(), alike = [], fresh = [];
    for (const node of flat.texts(root).filter(isWritten)) {
      const [holder, said, place] = writer(node);
      if (holder.getAttribute(marks.oldText) === said) old.add(node);
      else if (seen.has(place) && said !== given.wanted) alike.push(node);
      else fresh.push([formOf(node), placeOf(node)]);
    }
    const isNew = node => {
      const form = formOf(node), { left, right } = placeOf(node), mates = fresh.filter(([its]) => its === form);
      return mates.length ? mates.some(([, box]) => box.left < right && left < box.right) : given.forms.includes(form);
    };
    // What stands in one line with the name of a menu of the bar, in a block with nothing new in it, is the bar.
    const bars = new RegExp(given.bars, "i"), same = new Set([...old, ...alike]);
    const isSame = block => {
      const nodes = flat.texts(block).filter(isWritten), places = nodes.map(placeOf);
      return nodes.every(node => same.has(node))
        && Math.max(...places.map(({ top }) => top)) < Math.min(...places.map(({ bottom }) => bottom));
    };
    const barOf = node => {
      let block = null;
      for (let above = flat.parent(node); above && above !== root && isSame(above); above = flat.parent(above)) block = above;
      return block;
    };
    const bar = alike.filter(node => bars.test(canonical(node.data))).map(barOf).filter(Boolean);
    for (const node of alike) if (!isNew(node) || bar.some(block => flat.contains(block, node))) old.add(node);
    return old;
  };
  // Of every element that something is written in: whether all of it stands in one line, and whether any of it was there
  // before.
  const measure = (root, old) => {
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
        ({ top: own.top, bottom: own.bottom } = placeOf(node));
        own.old = old.has(node);
        if (!own.old && letter.test(node.data)) own.fresh = [node];
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
  // Whether a block floats outside of the one around it, as a menu does below what opens it: a row is no larger than its menu.
  const hangs = (block, holder) => {
    if (!/absolute|fixed/.test(getComputedStyle(block).position)) return false;
    const own = block.getBoundingClientRect(), box = holder.getBoundingClientRect();
    return own.top >= box.bottom - 1 || own.bottom <= box.top + 1 || own.left >= box.right - 1 || own.right <= box.left + 1;
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
    const holder = flat.closest(element, "[role=treeitem], [role=option], [role=row], tr") ? null : flat.closest(element, besides);
    for (let one = element; holder && one !== holder; one = flat.parent(one))
      if (/absolute|fixed/.test(getComputedStyle(one).position)) return false;
    return Boolean(holder);
  };
  return (root, given) => {
    const noise = new RegExp(given.noise, "i"), body = root.body ?? root, [all, known] = measure(body, oldOf(body, given));
    const main = all.fresh.filter(node => !isBeside(flat.parent(node)));
    const found = new Map();
    const take = (block, node, isMarked) => {
      if (!found.has(block)) found.set(block, { form: formOf(node), isMarked, isListed: isMarked });
    };
    for (const node of main.length ? main : all.fresh) {
      const parent = flat.parent(node), press = pressOf(parent);
      const row = flat.closest(parent, kinds);
      // A menu may hang in an item of another list.
      if (row && !known.get(row)?.old) { take(row, node, true); continue; }
      let block = press && isLine(known.get(press)) ? press : parent;
      for (let above = flat.parent(block); above && isLine(known.get(above)) && !known.get(above).old; above = flat.parent(above)) {
        // The only row of a list stands in one block with the field that searches it.
        if (hangs(block, above) || isOneOfSeveral(block, above, known) || flat.all(above, typed).length) break;
        block = above;
      }
      take(block, node, false);
    }
    // The smallest block around several of them is their list; what it begins with is its title.
    const shortcuts = new RegExp(given.shortcuts, "i");
    const isShortcut = block => {
      let list = flat.parent(block);
      while (list && ![...found.keys()].some(other => other !== block && flat.contains(list, other) && letter.test(other.textContent)
        && !shortcuts.test(canonical(other.textContent)))) list = flat.parent(list);
      const first = list && flat.texts(list).find(node => isWritten(node) && letter.test(node.data));
      return Boolean(first) && !flat.contains(block, first) && shortcuts.test(canonical(first.data));
    };
    const words = block => canonical(known.get(block).fresh.map(node => node.data).join(" "));
    const isRow = block => !flat.closest(block, "thead") && !isShortcut(block)
      && !flat.all(block, typed).length
      && !noise.test(words(block));
    // What may be one list with a block: its neighbours, and what is marked up as it is, wherever that stands. What says that
    // it is a row, and what doesn't, are not.
    const isAlike = (its, about) => its.form === about.form && its.isMarked === about.isMarked;
    const alike = ([block, about], all) => all.filter(([other, its]) =>
      flat.parent(other) === flat.parent(block) || isAlike(its, about)).map(([other]) => other);
    // An account may be called like what turns the pages, but not all of them are.
    const turns = new RegExp(given.turns, "i");
    const isTurn = (row, _, all) => words(row[0]) !== given.wanted && alike(row, all).every(one => turns.test(words(one)));
    // Rows stand below each other. What stands beside each other, such as the buttons of a notice, is none, unless one of
    // them says the name that is looked for.
    const says = block => known.get(block).fresh.some(node => canonical(node.data) === given.wanted);
    const isBar = (row, _, all) => {
      const mates = all.filter(([, its]) => isAlike(its, row[1])).map(([other]) => other);
      const beside = mates.length > 1 ? mates : alike(row, all), boxes = beside.map(other => known.get(other));
      return beside.length > 1 && !beside.some(says) && !row[0].matches("tr, option, [role=treeitem], [role=option], [role=row]")
        && Math.max(...boxes.map(({ top }) => top)) < Math.min(...boxes.map(({ bottom }) => bottom));
    };
    const rows = [...found].filter(([block]) => isRow(block))
      .filter((row, at, all) => !isTurn(row, at, all) && !isBar(row, at, all));
    const mates = (one, about) => rows.some(([other, its]) => other !== one && its.form === about.form
      && flat.parent(other) === flat.parent(one));
    for (const [block, about] of rows) about.isListed ||= mates(block, about);
    // One that is marked up otherwise, such as the current one, is a row as those are that it stands among.
    const listed = new Set(rows.filter(([, about]) => about.isListed).map(([block]) => flat.parent(block)));
    const isPressed = block => known.get(block).fresh.some(node => pressOf(flat.parent(node))) || flat.all(block, pressed).length > 0;
    const isAmong = block => listed.has(flat.parent(block)) && isPressed(block) && !flat.closest(block, headings);
    const forms = new Set([...given.forms, ...rows.filter(([, about]) => about.isListed).map(([, about]) => about.form)]);
    // What stands by itself, such as a heading, is a row only where there is no list, and was none, unless it says the
    // name that is looked for; and only if it can be pressed. Nor does a row stand above the field that searches the list.
    // A field that was there before the list opened doesn't search it, unless the list was there, too.
    const isOwn = field => !given.seen.length || !field.hasAttribute(marks.oldText);
    const fields = flat.all(body, "input:not([type=button]):not([type=checkbox]):not([type=radio])")
      .filter(field => shown(field) && isOwn(field)).map(field => field.getBoundingClientRect());
    const isAbove = block => {
      const box = block.getBoundingClientRect();
      return fields.some(field => field.top >= box.bottom - 2 && field.left < box.right && field.right > box.left);
    };
    return rows.filter(([block, about]) => about.isListed || forms.has(about.form) || isAmong(block)
      || ((!forms.size || says(block)) && isPressed(block) && !isAbove(block)))
      .map(([element, about]) => ({ element, form: about.isListed ? about.form : "" }));
  };
})();
