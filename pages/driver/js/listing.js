// The rows of the lists in which accounts are offered, each with what it says and where it stands.
//
// `given.lists`, `given.areas` (where lists of plain blocks may be) and `given.arrows` are selectors. Patterns:
// `given.names` (title of the column of names), `given.up` (what leads back to the list above), `given.uses` (buttons in a
// row), `given.states` (of an account), `given.noise` (what a line in a list says that is no account). `given.wanted` is
// the name of an account that is looked for.
/* global apart, canonical, isChosen, letters, marks, shown */
const listing = (() => {
  const kinds = "[role=treeitem], [role=option], [role=row], [role=menuitem], [role=listitem], tr, li, option";
  const emphasis = /^(B|I|EM|STRONG|MARK|U|FONT|WBR)$/;
  const letter = /[\p{L}\p{N}]/u;
  const id = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
  const host = /^(?!www\.)[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/i;
  const drawing = /(?:^|[\s_-])(?:fa-)?(?:caret|chevron|arrow|angle|expand\w*|toggl\w*|tree-?\w*|children\w*|child|plus|disclosure|twist\w*|collaps\w*)/i;
  const closedSigns = /^[\s\ufe0e\ufe0f]*[\u25b8\u25b6\u25ba\u25b9\u203a>+\u276f\ue000-\uf8ff]?[\s\ufe0e\ufe0f]*$/u;
  // Whether it is laid out at all: a row may be scrolled out of its list's sight.
  const drawn = element => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
    && element.getBoundingClientRect().height > 1;
  const pieces = (row, nested, skipped) => {
    const found = [];
    let text = "", from = null;
    const flush = () => {
      if (letter.test(text)) found.push({ text: canonical(text), element: from });
      text = ""; from = null;
    };
    const plain = node => node.nodeType === Node.TEXT_NODE || emphasis.test(node.tagName);
    const walk = element => {
      for (const node of (element.shadowRoot || element).childNodes) {
        if (node.nodeType !== Node.TEXT_NODE && node.nodeType !== Node.ELEMENT_NODE) continue;
        if (node.nodeType === Node.ELEMENT_NODE && (nested.includes(node) || skipped.includes(node))) { flush(); continue; }
        if (plain(node)) {
          // A highlighted part of a name and the rest of it are one.
          const said = node.nodeType === Node.TEXT_NODE ? node.data : letters(node).join(" ");
          if (said) from = from || (node.nodeType === Node.TEXT_NODE ? element : node.parentElement);
          text += said;
          continue;
        }
        if (/^(SCRIPT|STYLE|TEMPLATE|SVG|INPUT|SELECT|IMG)$/i.test(node.tagName)) continue;
        const beside = canonical(text) && !apart(node), before = text;
        flush();
        const first = found.length;
        walk(node);
        flush();
        // A plain element in the line of a name's text may be a part of it.
        if (beside && found.length > first && letter.test(before)) found[first].joins = true;
      }
    };
    walk(row);
    flush();
    return found;
  };
  const isMenu = one => one.matches("[aria-haspopup]:not([aria-haspopup=false]), [data-toggle=dropdown], [data-bs-toggle=dropdown]");
  // Whether accounts are folded away in a row, though nothing is known to open it.
  const isFolded = (row, nested) => {
    const folded = "[aria-expanded=false], details:not([open]), .jstree-closed", below = "ul, ol, [role=group], [role=tree]";
    return [row, ...row.querySelectorAll(`${folded}, ${below}`)].some(one => {
      if (isMenu(one) || nested.some(other => other.contains(one))) return false;
      if (one.matches(folded)) return true;
      const menu = one.closest("[role=menu], [class*=menu], [class*=dropdown]");
      return one !== row && !one.checkVisibility() && one.querySelector(kinds) && !(menu && row.contains(menu));
    });
  };
  const arrowOf = (row, nested, given) => {
    const own = [...row.querySelectorAll(`${given.arrows}, i, svg, span, button, a, [role=button], img`)]
      .filter(one => !nested.some(other => other.contains(one)) && drawn(one));
    const called = one => [one.getAttribute("class"), one.getAttribute("title"), one.getAttribute("aria-label"),
      one.getAttribute("data-title"), one.getAttribute("data-original-title"), one.getAttribute("data-icon")].filter(Boolean).join(" ");
    const back = one => new RegExp(given.up, "i").test(called(one)) || /\b(?:left|back|local-back|prev\w*)\b/i.test(called(one))
      || Boolean(one.querySelector("[class*=left]"));
    const known = own.filter(one => one.matches(given.arrows) && !back(one) && !isMenu(one));
    const box = row.getBoundingClientRect(), small = one => one.getBoundingClientRect().width < Math.min(60, box.width / 2);
    const likely = known.length ? known : own.filter(one =>
      small(one) && closedSigns.test(one.textContent) && !back(one) && (drawing.test(called(one)) || closedSigns.test(one.textContent) && canonical(one.textContent)));
    const arrow = likely.filter(one => !likely.some(other => other !== one && other.contains(one)))[0];
    if (!arrow) return [null, isFolded(row, nested) ? "closed" : ""];
    const details = arrow.closest("details");
    const expanded = arrow.getAttribute("aria-expanded") ?? row.getAttribute("aria-expanded")
      ?? (details && row.contains(details) ? String(details.open) : null);
    if (expanded) return [arrow, expanded === "true" ? "open" : "closed"];
    const drawings = [arrow, ...arrow.querySelectorAll("*")].map(called).join(" ");
    if (/(?:^|[\s_-])(?:down|minus|opened|expanded|open|less)\b/i.test(drawings)) return [arrow, "open"];
    return [arrow, "closed"];
  };
  const nameOf = (row, found, given) => {
    if (!found.length) return null;
    const cells = [...row.children].filter(one => one.matches("td, th, [role=gridcell], [role=cell]"));
    if (cells.length) {
      const table = row.closest("table, [role=grid], [role=table], [role=treegrid]");
      const heads = [...(table?.querySelectorAll("thead th, thead td, [role=columnheader], tr:first-child > th:not([scope=row i])") ?? [])];
      const at = heads.findIndex(head => new RegExp(given.names, "i").test(canonical(head.textContent)));
      if (at >= 0) return found.find(piece => cells[at]?.contains(piece.element)) ?? null;
    }
    const hooked = found.filter(piece => piece.element.closest("[class*=account-name], [class*=accountName], [class*=AccountName]")
      && row.contains(piece.element.closest("[class*=account-name], [class*=accountName], [class*=AccountName]")));
    if (hooked.length === 1) return hooked[0];
    // Initials in a circle come before the name, as do an id and a mark.
    const isBefore = ({ text }, next) => {
      const words = next.text.split(/[^\p{L}\p{N}]+/u).filter(Boolean), initials = words.map(word => word[0]).join("");
      return id.test(text) || (/^\d{1,3}$/.test(text) && !host.test(next.text) && !id.test(next.text))
        || (text.length <= 3 && [initials, words.join("")].some(one => one.toUpperCase().startsWith(text)));
    };
    const full = found.findIndex((piece, index) => !(found.length > index + 1 && isBefore(piece, found[index + 1])));
    return found[full] ?? found[0];
  };
  // The titles of a table's columns. A row's own title names what the row is about.
  const isHead = row => row.querySelector(":scope > th:not([scope=row i])")
    && ![...row.children].some(cell => cell.matches("td, [role=gridcell], [role=cell]"));
  const rowsIn = (root, given) => {
    const lists = [...root.querySelectorAll(given.lists)].filter(shown);
    const outer = lists.filter(list => !lists.some(other => other !== list && other.contains(list)));
    const noise = new RegExp(given.noise, "i");
    const rowsOf = blocks => [...new Set(blocks.flatMap(block => [...block.querySelectorAll(kinds)]))].filter(row =>
      drawn(row) && !row.closest("thead") && !isHead(row)
      && (row.hasAttribute("data-id") || !noise.test(canonical(row.textContent)))
      // Where accounts carry an id, what carries none beside them is something else, such as a link to more of them.
      && (row.hasAttribute("data-id") || ![...row.parentElement.children].some(mate => mate.hasAttribute("data-id"))
        || given.wanted && canonical(row.textContent).includes(given.wanted)));
    const areas = [...root.querySelectorAll(given.areas)].filter(shown);
    const hooked = rowsOf(outer);
    const rows = hooked.length ? hooked : rowsOf(areas);
    if (rows.length) return rows;
    // A list of plain blocks: several of one kind beside each other, one below the other.
    const blocks = outer.length ? outer : areas;
    const every = [...new Set(blocks.flatMap(block => [...block.querySelectorAll("div, a, button, p")]))].filter(one =>
      drawn(one) && apart(one) && letter.test(one.textContent) && !noise.test(canonical(one.textContent)));
    const kind = one => `${one.tagName} ${one.className.toString().split(" ")[0]}`;
    const listed = every.filter(one => {
      // The portal's own mark makes a row of one that has nothing beside it.
      if (one.matches("[data-id], [data-account-id]")) return true;
      const mates = [...(one.parentElement?.children ?? [])].filter(mate => kind(mate) === kind(one));
      return mates.length > 1 && one.textContent.length < 200
        && new Set(mates.map(mate => Math.round(mate.getBoundingClientRect().top))).size > 1;
    });
    // One that has no mate beside it, such as an only child, is known by those elsewhere.
    const alike = new Set(listed.filter(one => one.className).map(kind));
    return every.filter(one => listed.includes(one) || alike.has(kind(one)));
  };
  return (root, given) => {
    const every = rowsIn(root, given);
    const rows = every.map(row => {
      const nested = every.filter(other => other !== row && row.contains(other));
      const [arrow, state] = arrowOf(row, nested, given);
      const uses = new RegExp(`^(?:${given.uses})$`, "i");
      const controls = [...row.querySelectorAll("button, [role=button], input, a, [role=link]")].filter(one =>
        !nested.some(other => other.contains(one))
        && uses.test(canonical(one.textContent) || one.value || one.getAttribute("aria-label") || one.title || ""));
      const icon = arrow && !letter.test(canonical(arrow.textContent).replace(/[\ue000-\uf8ff]/g, "")) ? [arrow] : [];
      const said = skipped => pieces(row, nested, [...icon, ...skipped]);
      // An account may be called like such a button.
      const found = row.tagName === "OPTION" ? [{ text: canonical(row.label), element: row }] : [said(controls), said([])].find(all => all.length) ?? [];
      const name = nameOf(row, found, given);
      if (!name) return null;
      const next = found[found.indexOf(name) + 1];
      const address = [row, ...row.querySelectorAll("a[href]")].map(one => one.getAttribute("href") ?? "").join(" ");
      const shownId = found.map(piece => piece.text).find(text => id.test(text));
      const likely = text => (text && /^[\w-]{6,64}$/.test(text) ? text : null);
      const known = likely(row.dataset.accountId) ?? likely(row.dataset.id) ?? address.match(/[?&]m=([0-9a-f]{32})\b/i)?.[1]
        ?? (id.test(row.getAttribute("value") ?? "") ? row.getAttribute("value") : null) ?? shownId ?? "";
      const realm = row.dataset.realm ?? found.filter(piece => piece !== name).map(piece => piece.text).find(text => host.test(text)) ?? "";
      // Words in the same line that are no id, realm, number or state may belong to the name.
      const whole = next?.joins && !host.test(next.text) && !id.test(next.text) && /^[\p{L}]/u.test(next.text)
        && !new RegExp(`^(?:${given.states})$`, "i").test(next.text) ? `${name.text} ${next.text}` : name.text;
      const around = row.parentElement?.closest(kinds);
      return {
        // 'aria-selected' would be no sign: many lists have it on the row that the keyboard is at.
        current: row.matches("option") ? isChosen(row) : !["", "false", null].includes(row.getAttribute("aria-current"))
          || [...row.classList].some(one => /(?:^|[_-])current(?:[_-]|$)/i.test(one)),
        element: row, press: name.element, use: controls.filter(shown)[0] ?? null, arrow, state, name: whole, id: canonical(known), realm: canonical(realm),
        others: found.filter(piece => piece !== name).map(piece => piece.text).join(" | "),
        parent: around && every.includes(around) ? every.indexOf(around) : -1,
        index: every.indexOf(row),
      };
    });
    return rows.filter(row => row && row.element.getAttribute(marks.oldRow) !== canonical(row.element.textContent));
  };
})();
