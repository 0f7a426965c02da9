// The elements that say whose page this is. Each says the name and nothing else. What the portal writes around it
// is told by where it is: in another element, or in a text of its own that is known.
//
// `given.name` is the name. Selectors: `given.places` (of top bars and headings), `given.paths`, `given.lists`
// (no name in there is a sign), `given.bars`, `given.menus` and `given.searches` (what a menu of accounts is in, is and
// holds). Patterns: `given.before` and `given.after` (words around a name in its own line),
// `given.notice` (what a notice says before the name), `given.passing` (classes of what goes away by itself),
// `given.others` (labels of another account), `given.pages` (what follows the account's name in a path),
// `given.leave` (names of what ends it). `given.firm`: not where it is one of several names, or leads somewhere.
/* global apart, canonical, naming, shown */
const signing = (() => {
  const emphasis = /^(B|I|EM|STRONG|MARK|U|SMALL|FONT)$/;
  const pressable = "button, a, [role=button], [role=link], input[type=submit]";
  const separator = /^\s*[>\u203a\u00bb\u2192/\\]/;
  const letter = /[\p{L}\p{N}]/u;
  const texts = block => {
    const found = [], walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (canonical(node.data) && !node.parentElement.closest("script, style, [role=tooltip]") && shown(node.parentElement))
        found.push(node);
    return found;
  };
  // The block in whose line something stands.
  const lineOf = node => {
    let element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    while (element.parentElement && !apart(element)) element = element.parentElement;
    return element;
  };
  const within = (holder, node) => holder === node || holder.contains(node);
  const after = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
  const around = (block, holder) => {
    const others = texts(block).filter(node => !within(holder, node));
    return [others.filter(node => after(node, holder)), others.filter(node => after(holder, node))];
  };
  const joined = nodes => canonical(nodes.map(node => node.data).join(" "));
  const above = (element, levels) => {
    for (let up = 0; up < levels && element.parentElement && element.parentElement !== document.body; up++)
      element = element.parentElement;
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
    const notice = element.closest(given.passing);
    return Boolean(notice) && !notice.matches("html, body") && !notice.querySelector(given.bars);
  };
  // Whether the portal shows, with words of its own before a name, that it acts for another account.
  const elsewhere = (root, given) => {
    const begins = pattern(`${given.notice}[\\s"'\\u201c\\u2018]*$`);
    const all = (root.body ?? root).textContent;
    if (!pattern(given.notice).test(all)) return false;
    return texts(root).some((node, index, every) => {
      if (!begins.test(node.data) || node.parentElement.closest(given.lists)) return false;
      if (isPassing(node.parentElement, given)) return false;
      const next = every[index + 1];
      return next && lineOf(next) === lineOf(node) && !next.parentElement.closest(pressable)
        && letter.test(next.data) && !given.name.includes(canonical(next.data).replace(/["'\u201d\u2019.!]+$/, ""));
    });
  };
  // What lies in an open menu of accounts is no sign: its heading may name the account whose children it lists. What
  // the menu hangs on is outside of it.
  const inMenu = (element, given) => {
    const floats = one => /absolute|fixed/.test(getComputedStyle(one).position);
    const holders = [];
    for (let above = element.parentElement; above && !above.matches(`${given.bars}, body, main`); above = above.parentElement)
      holders.push(above);
    const inFlow = !holders.some(floats);
    const hangsOn = (list, above) => {
      for (let between = list; between !== above; between = between.parentElement) if (floats(between)) return true;
      return false;
    };
    for (const above of holders) {
      const lists = [...above.querySelectorAll(`${given.lists}, ${given.searches}`)].filter(shown);
      if (lists.length && above.matches(given.menus)) return true;
      if (lists.some(list => !inFlow || !hangsOn(list, above))) return inBar(element, given);
    }
    return false;
  };
  // Whether a name is one of several that can be chosen, or leads to something: a favourite, a card, a crumb of a menu.
  // What opens a menu of its own doesn't.
  const isOffered = element => {
    const press = element.closest(pressable);
    const opens = press?.matches("[aria-haspopup], [aria-expanded], [aria-current]:not([aria-current=false]), [data-toggle], [data-bs-toggle], [class*=toggle], [class*=dropdown]")
      || /[\u25be\u25bc\u2304\u2335\u25bf]/.test(press?.textContent ?? "");
    if (press && !opens) return true;
    const kind = one => `${one.tagName} ${one.className}`, below = (one, path) => path.reduce((at, tag) => at?.querySelector(`:scope > ${tag}`), one);
    for (let one = element, path = []; one.parentElement && one.parentElement !== document.body && path.length < 4; one = one.parentElement) {
      const mates = [...one.parentElement.children].filter(mate => mate !== one && kind(mate) === kind(one));
      if (mates.some(mate => shown(mate) && letter.test(below(mate, path)?.textContent ?? ""))) return true;
      path.unshift(one.tagName.toLowerCase());
    }
    return false;
  };
  const inBar = (element, given) => Boolean(element.closest(given.bars));
  return (root, given) => {
    const fits = ([element, holder]) => {
      if (!shown(element) || element.closest(given.lists) || inMenu(element, given) || isPassing(element, given)) return false;
      if (given.firm && isOffered(element)) return false;
      const line = lineOf(holder), [before, trailing] = around(line, holder);
      const area = above(line, 2), [, next] = around(area, holder);
      const path = element.closest(given.paths);
      // In a path the account is the last, but for the names of its pages.
      const rest = path ? around(path, holder)[1] : next.length && separator.test(next[0].data) ? next : [];
      const names = rest.map(node => canonical(node.data).replace(/^[\s>\u203a\u00bb\u2192/\\|]+/, "")).filter(text => letter.test(text));
      if (names.some(text => !pattern(`^\\W*(?:${given.pages})\\b`).test(text))) return false;
      const label = before.length ? joined(before) : (() => {
        const [earlier] = around(area, holder), last = earlier[earlier.length - 1];
        // 'Home' is where a menu or a path begins, as is any one word in a path.
        const first = path ? /^\W*[\p{L}]+\W*$/u : /^\W*home\W*$/i;
        const labels = last && (/[:\uff1a]\s*$/.test(last.data) || last.parentElement.closest("dt, th, label")
          || (pattern(`^\\W*(?:${given.others})\\W*$`).test(canonical(last.data)) && !first.test(last.data)));
        return labels ? canonical(last.data) : "";
      })();
      if (pattern(`(?:${given.others})\\s*[:\\uff1a]?\\s*$`).test(label)) return false;
      const press = element.closest(pressable), called = press?.getAttribute("aria-label") || press?.getAttribute("title") || "";
      if (pattern(`^\\W*(?:${given.others})`).test(called)) return false;
      const noticed = pattern(`${given.notice}\\W*$`).test(joined(before));
      const beside = [1, 2, 3].some(levels => {
        const block = above(element, levels);
        return block.innerText.length < 200 && [...block.querySelectorAll(pressable)].some(one =>
          pattern(`^\\W*(?:${given.leave})\\W*$`).test(canonical(one.innerText || one.value || one.getAttribute("aria-label"))));
      });
      if (!element.closest(given.places) && !noticed && !beside) return false;
      const whole = holder === element && !emphasis.test(element.tagName);
      if (whole || apart(element)) {
        if (holder === element) return true;
      }
      // In the line of other words it counts only if all of them are the portal's.
      const here = node => !node.parentElement.closest(given.lists)
        && !(node.parentElement.closest(pressable) && !within(node.parentElement.closest(pressable), holder));
      const text = joined(before), rests = joined(trailing.filter(here));
      if (!free(holder, letter.test(text) || letter.test(rests))) return false;
      // Small words such as 'The' are no label, and what is marked is a part of something that was searched for.
      const led = !letter.test(text) || /[:\uff1a]$/.test(text) || /\p{L}{4}/u.test(text) && element.tagName !== "MARK" && pattern(`(?:^|[:|\\uff1a])\\W*(?:(?:${given.before})\\W*)+$`).test(text);
      return led && (!letter.test(rests) || pattern(`^\\W*(?:${given.after})\\b`).test(rests));
    };
    const candidates = naming(root, given.name).filter(fits).map(([element]) => element);
    return candidates.length && elsewhere(root, given) ? [] : candidates;
  };
})();
