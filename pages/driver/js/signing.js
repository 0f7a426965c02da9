// The elements that say whose page this is. Each says the name and nothing else. What the portal writes around it
// is told by where it is: in another element, or in a text of its own that is known.
//
// `given.name` is the name. Selectors: `given.places` (of top bars and headings), `given.paths`, `given.lists`
// (no name in there is a sign), `given.bars`, `given.menus` and `given.searches` (what a menu of accounts is in, is and
// holds). Patterns: `given.before` and `given.after` (words around a name in its own line),
// `given.notice` (what a notice says before the name), `given.acting` (what only one of masquerading says),
// `given.passing` (selectors of what goes away by itself, of which `given.notices` stay while they hold what ends it),
// `given.others` (labels of another account), `given.pages` (what follows the account's name in a path),
// `given.leave` (names of what ends it). `given.firm`: not where it is one of several names, or leads somewhere.
// `given.away`: another document of the page says how to leave the account. `given.elsewhere`: asks for what shows that the
// portal acts for another account, and for nothing else.
/* global apart, canonical, flat, letters, naming, shown, tooltips */
const signing = (() => {
  const emphasis = /^(B|I|EM|STRONG|MARK|U|SMALL|FONT)$/;
  const pressable = "button, a, [role=button], [role=link], input[type=submit]";
  const separator = /^\s*[>\u203a\u00bb\u2192/\\]/;
  const letter = /[\p{L}\p{N}]/u;
  const isRead = node => canonical(node.data) && !flat.closest(flat.parent(node), "[role=tooltip]") && shown(flat.parent(node));
  const texts = block => flat.texts(block).filter(isRead);
  // The block in whose line something stands.
  const lineOf = node => {
    let element = node.nodeType === Node.TEXT_NODE ? flat.parent(node) : node;
    while (flat.parent(element) && !apart(element)) element = flat.parent(element);
    return element;
  };
  // What is written before and after something within a block; with `inLine`, no further than to where a line breaks.
  const around = (block, holder, inLine = false) => {
    const earlier = [], later = [];
    let found = earlier;
    const walk = node => {
      if (node === holder) { found = later; return; }
      if (inLine && node.nodeName === "BR") {
        if (found === later) found = [];
        else earlier.length = 0;
        return;
      }
      if (node.nodeType === Node.TEXT_NODE) { if (isRead(node)) found.push(node); return; }
      if (!/^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(node.nodeName)) flat.children(node).forEach(walk);
    };
    walk(block);
    return [earlier, later];
  };
  const joined = nodes => canonical(nodes.map(node => node.data).join(" "));
  const parentOf = element => {
    const parent = flat.parent(element);
    return parent && parent !== document.body ? parent : null;
  };
  const above = (element, levels) => {
    for (let up = 0; up < levels && parentOf(element); up++) element = parentOf(element);
    return element;
  };
  // Whether nothing is written right beside a name that may belong to it: in a sentence marks are the sentence's.
  const free = (holder, inSentence) => {
    const beside = (node, step) => {
      do node = node[step]; while (node?.nodeType === Node.COMMENT_NODE);
      return node?.nodeType === Node.TEXT_NODE ? node.data : "";
    };
    const earlier = beside(holder, "previousSibling"), later = beside(holder, "nextSibling");
    // A text of its own that a space sets apart, such as '! ', is the portal's.
    if (!inSentence) return (!canonical(earlier) || /\s$/.test(earlier)) && (!canonical(later) || /^\s/.test(later));
    return /(?:^|[\s"'\u201c\u2018(:\uff1a])$/.test(earlier) && /^[)"'\u201d\u2019.!,;]*(?:\s|$)/.test(later);
  };
  const pattern = source => new RegExp(source, "iu");
  // Whether something is in a notice that goes away by itself, and so may be old.
  const isPassing = (element, given) => {
    const notice = flat.closest(element, given.passing);
    return Boolean(notice) && !notice.matches("html, body") && !flat.all(notice, given.bars).length
      && !(notice.matches(given.notices) && leaving(notice, given).length);
  };
  // What ends it, within a block: whatever is called so, as a drawing may be that has no more than a tooltip.
  const leaving = (block, given) => {
    const ends = pattern(`^\\W*(?:${given.leave})\\W*$`), longest = 60;
    const says = one => [one.textContent.length > longest ? "" : letters(one).join(" "), one.value, ...tooltips(one)];
    return [block, ...flat.all(block)].filter(one =>
      says(one).some(text => typeof text === "string" && ends.test(canonical(text))) && shown(one));
  };
  // Whether a name stands beside what ends it: either there is nothing else that may be a name in the block around
  // both, however deep they lie, or the block is small, and nothing else is written between them.
  const isBesideLeave = (line, holder, element, given) => {
    const own = pattern(`^\\W*(?:(?:${given.before}|${given.after}|${given.notice}|${given.leave})\\W*)*$`);
    const most = 200, near = 3;
    // Whether nothing else is written between the two.
    const isNext = (block, ends) => {
      const order = [];
      const walk = node => {
        if (node === holder || ends.includes(node)) { order.push(node); return; }
        if (node.nodeType === Node.TEXT_NODE && isRead(node) && letter.test(node.data) && !own.test(canonical(node.data))) order.push(node);
        if (!/^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(node.nodeName)) flat.children(node).forEach(walk);
      };
      walk(block);
      const at = order.indexOf(holder);
      return ends.includes(order[at - 1]) || ends.includes(order[at + 1]);
    };
    for (let block = line, up = 0; block; block = parentOf(block), up++) {
      const ends = leaving(block, given), rest = around(block, holder).flat();
      const others = rest.filter(node => !ends.some(end => flat.contains(end, node)));
      const isAlone = others.every(node => !letter.test(node.data) || own.test(canonical(node.data)));
      if (ends.some(end => !flat.contains(end, element)))
        return isAlone || (up <= near && joined(rest).length < most && isNext(block, ends));
      if (!isAlone && (up >= near || joined(rest).length >= most)) return false;
    }
    return false;
  };
  // What may be the name in a notice: what follows its own words, the longest first. A word with a capital, such as 'The',
  // belongs to the name: portals write their own words in lower case.
  const noticeRests = (text, given) => {
    const begins = pattern(`^\\W*(?:(?:you are |you're )(?:now |currently )?(?:${given.notice})|masquerading:)$`), rests = [];
    for (const { index } of text.matchAll(/\S+/gu)) {
      const said = text.slice(0, index).trimEnd(), last = said.split(" ").pop();
      if (!begins.test(said)) continue;
      if (rests.length && /^\p{Lu}/u.test(last) && !/^as$/i.test(last)) break;
      rests.push(text.slice(index).replace(/^["'\u201c\u2018]/, ""));
    }
    return rests;
  };
  // Whether a text is a notice that names the account as part of its sentence.
  const isSentence = (text, given) => noticeRests(text, given).some(rest =>
    rest.startsWith(given.name) && /^["'\u201d\u2019]?[.!]?$/.test(rest.slice(given.name.length)));
  // What shows, with the portal's words before a name, that it acts for another account; null if nothing does.
  const elsewhere = (root, given) => {
    const begins = pattern(`${given.notice}[\\s"'\\u201c\\u2018]*$`);
    // After the name there may be its number, or words of the portal's own; anything else may be part of another name.
    const ends = pattern(`^(?:["'\u201d\u2019]?[.!]?$|\\s*[(#[]\\s*(?:(?:account )?id\\b|[#\\d])|\\W*(?:${given.after})\\b)`);
    const isNamed = rest => rest.startsWith(given.name) && ends.test(rest.slice(given.name.length));
    // 'You are masquerading as another user.' names nobody.
    const namesOther = node => {
      const text = canonical(node.data), rests = pattern(given.acting).test(text) ? noticeRests(text, given) : [];
      const shortest = rests[rests.length - 1] ?? "";
      return letter.test(shortest) && !/^\p{Ll}/u.test(shortest) && !rests.some(isNamed);
    };
    // A name that is marked up by itself may stand in several pieces, and the sentence may go on after it.
    const bare = text => canonical(text).replace(/["'\u201d\u2019.!]+$/, "");
    const isNamedIn = pieces => {
      const [first, ...more] = pieces, isOver = /[.!]\s*$/.test(first);
      const goesOn = !isOver && /^(?:\s*[\p{Lu}\p{Lt}\p{Lo}\p{N}&(]|[-\p{L}])/u.test(more.join(""));
      return (bare(first) === bare(given.name) && !goesOn) || ["", " "].some(gap => isNamed(canonical(pieces.join(gap))));
    };
    if (!flat.texts(root).some(node => begins.test(node.data) || namesOther(node))) return null;
    const notice = texts(root).find((node, index, every) => {
      const isWhole = namesOther(node);
      if (!(isWhole || begins.test(node.data)) || flat.closest(flat.parent(node), given.lists)) return false;
      if (pattern(`^\\W*(?:${given.leave})\\W*$`).test(canonical(node.data))) return false;
      if (isPassing(flat.parent(node), given)) return false;
      const after = every.slice(index + 1);
      const end = after.findIndex(one => lineOf(one) !== lineOf(node) || flat.closest(flat.parent(one), pressable));
      const pieces = after.slice(0, end < 0 ? after.length : end).map(one => one.data);
      return isWhole || (pieces.length > 0 && letter.test(pieces[0]) && !isNamedIn(pieces));
    });
    return notice ? flat.parent(notice) : null;
  };
  // What lies in an open menu of accounts is no sign: its heading may name the account whose children it lists. What
  // the menu hangs on is outside of it.
  const inMenu = (element, given) => {
    const floats = one => /absolute|fixed/.test(getComputedStyle(one).position);
    const holders = [];
    for (let above = flat.parent(element); above && !above.matches(`${given.bars}, body, main`); above = flat.parent(above))
      holders.push(above);
    const inFlow = !holders.some(floats);
    const hangsOn = (list, above) => {
      for (let between = list; between !== above; between = flat.parent(between)) if (floats(between)) return true;
      return false;
    };
    for (const above of holders) {
      const lists = flat.all(above, `${given.lists}, ${given.searches}`).filter(shown);
      if (lists.length && above.matches(given.menus)) return true;
      if (lists.some(list => !inFlow || !hangsOn(list, above))) return inBar(element, given);
    }
    return false;
  };
  // Whether something hangs from its bar, as the rows of an open menu do whatever they are drawn as: it floats, and
  // stands outside of the bar's own box. What ends the masquerading may hang there too, beside the name.
  const hangs = (element, given) => {
    const bar = flat.closest(element, given.bars), box = bar?.getBoundingClientRect();
    if (!box?.height) return false;
    const { top, bottom } = element.getBoundingClientRect(), middle = (top + bottom) / 2;
    if (middle >= box.top && middle <= box.bottom) return false;
    for (let above = element; above && above !== bar; above = flat.parent(above))
      if (/absolute|fixed/.test(getComputedStyle(above).position)) return !leaving(above, given).length;
    return false;
  };
  // Whether a name is one of several that can be chosen, or leads to something: a favourite, a card, a crumb of a menu.
  // What opens a menu of its own doesn't.
  const isOffered = element => {
    const press = flat.closest(element, pressable);
    const opens = press?.matches("[aria-haspopup], [aria-expanded], [aria-current]:not([aria-current=false]), [data-toggle], [data-bs-toggle], [class*=toggle], [class*=dropdown]")
      || /[\u25be\u25bc\u2304\u2335\u25bf]/.test(press?.textContent ?? "");
    if (press && !opens) return true;
    const kind = one => `${one.tagName} ${one.className}`;
    const inside = one => flat.children(one).filter(child => child.nodeType === Node.ELEMENT_NODE);
    const below = (one, path) => path.reduce((at, tag) => at && inside(at).find(child => child.localName === tag), one);
    for (let one = element, path = []; parentOf(one) && path.length < 4; one = parentOf(one)) {
      const mates = inside(parentOf(one)).filter(mate => mate !== one && kind(mate) === kind(one));
      if (mates.some(mate => shown(mate) && letter.test(below(mate, path)?.textContent ?? ""))) return true;
      path.unshift(one.tagName.toLowerCase());
    }
    return false;
  };
  // Whether a name ends the one path that is drawn on the page, with a sign between its parts, above all headings, while
  // the page says somewhere how to leave the account.
  const between = /^\s*[>\u203a\u00bb\u2192/\\]\s*$/;
  const isPathEnd = (root, line, before, element, given) => {
    const [part, sign] = before.slice(-2);
    if (!sign || !between.test(sign.data) || !letter.test(part.data) || flat.closest(element, "a[href], button")) return false;
    const body = root.body ?? root, every = flat.all(body, `h1, h2, h3, [role=heading], ${element.localName}`);
    const isFirst = every.slice(0, every.indexOf(element)).every(one => !one.matches("h1, h2, h3, [role=heading]") || !shown(one));
    const paths = flat.texts(body).filter(node => between.test(node.data) && isRead(node)).map(lineOf);
    return isFirst && paths.every(one => one === line) && (given.away || leaving(body, given).length > 0);
  };
  const inBar = (element, given) => Boolean(flat.closest(element, given.bars));
  return (root, given) => {
    if (given.elsewhere) return [elsewhere(root, given)].filter(Boolean);
    const fits = ([element, holder]) => {
      if (!shown(element) || flat.closest(element, given.lists) || inMenu(element, given) || isPassing(element, given)) return false;
      if (given.firm && isOffered(element)) return false;
      const line = lineOf(holder), [before, trailing] = around(line, holder, true);
      const area = above(line, 2), [, next] = around(area, holder);
      const path = flat.closest(element, given.paths);
      // In a path the account is the last, but for the names of its pages.
      const rest = path ? around(path, holder)[1] : next.length && separator.test(next[0].data) ? next : [];
      const names = rest.map(node => canonical(node.data).replace(/^[\s>\u203a\u00bb\u2192/\\|]+/, "")).filter(text => letter.test(text));
      if (names.some(text => !pattern(`^\\W*(?:${given.pages})\\b`).test(text))) return false;
      const label = before.length ? joined(before) : (() => {
        const [earlier] = around(area, holder), last = earlier[earlier.length - 1];
        // 'Home' is where a menu or a path begins, as is any one word in a path.
        const first = path ? /^\W*[\p{L}]+\W*$/u : /^\W*home\W*$/i;
        const labels = last && (/[:\uff1a]\s*$/.test(last.data) || flat.closest(flat.parent(last), "dt, th, label")
          || (pattern(`^\\W*(?:${given.others})\\W*$`).test(canonical(last.data)) && !first.test(last.data)));
        return labels ? canonical(last.data) : "";
      })();
      if (pattern(`(?:${given.others})\\s*[:\\uff1a]?\\s*$`).test(label)) return false;
      const press = flat.closest(element, pressable), called = press?.getAttribute("aria-label") || press?.getAttribute("title") || "";
      if (pattern(`^\\W*(?:${given.others})`).test(called)) return false;
      const noticed = pattern(`${given.notice}\\W*$`).test(joined(before));
      if (!noticed && hangs(element, given)) return false;
      if (!flat.closest(element, given.places) && !noticed && !isPathEnd(root, line, before, element, given)
        && !isBesideLeave(line, holder, element, given)) return false;
      const whole = holder === element && !emphasis.test(element.tagName);
      if (whole || apart(element)) {
        if (holder === element) return true;
      }
      // In the line of other words it counts only if all of them are the portal's.
      const ends = leaving(line, given);
      const here = node => !flat.closest(flat.parent(node), given.lists) && !ends.some(end => flat.contains(end, node))
        && !(flat.closest(flat.parent(node), pressable) && !flat.contains(flat.closest(flat.parent(node), pressable), holder));
      const text = joined(before), rests = joined(trailing.filter(here));
      if (!free(holder, letter.test(text) || letter.test(rests))) return false;
      // Small words such as 'The' are no label, and what is marked is a part of something that was searched for.
      const led = !letter.test(text) || /[:\uff1a]$/.test(text) || /\p{L}{4}/u.test(text) && element.tagName !== "MARK" && pattern(`(?:^|[:|\\uff1a])\\W*(?:(?:${given.before})\\W*)+$`).test(text);
      return led && (!letter.test(rests) || pattern(`^\\W*(?:${given.after})\\b`).test(rests));
    };
    // A notice may hold the name in its own line, as part of a sentence.
    const isNotice = node => isRead(node) && isSentence(canonical(node.data), given) && !isPassing(flat.parent(node), given)
      && isBesideLeave(lineOf(node), node, flat.parent(node), given);
    const notices = flat.texts(root.body ?? root).filter(isNotice).map(flat.parent);
    const candidates = [...naming(root, given.name).filter(fits).map(([element]) => element), ...notices];
    return candidates.length && elsewhere(root, given) ? [] : candidates;
  };
})();
