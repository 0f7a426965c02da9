// The rows of the lists in which accounts are offered, each with what it says and where it stands.
//
// `given.arrows` are selectors of what opens a branch; `rowBlocks` says what else it takes. Patterns:
// `given.names` (title of the column of names), `given.up` (what leads back to the list above), `given.uses` (buttons in a
// row), `given.states` (of an account), `given.noise` (what a line in a list says that is no account).
/* global apart, canonical, drawnByStyle, flat, isChosen, isWritten, letters, pressables, rowBlocks, shown, tooltips */
const listing = (() => {
  const kinds = "[role=treeitem], [role=option], [role=row], [role=menuitem], [role=listitem], tr, li, option";
  const emphasis = /^(B|I|EM|STRONG|MARK|U|FONT|WBR)$/;
  const letter = /[\p{L}\p{N}]/u;
  const id = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
  const cutId = /^(?=.*\d)[0-9a-f-]{6,}(?:\u2026|\.{3})$/i;
  const host = /^(?!www\.)[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/i;
  const drawing = /(?:^|[\s_-])(?:fa-)?(?:caret|chevron|arrow|angle|expand\w*|toggl\w*|tree-?\w*|children\w*|child|plus|disclosure|twist\w*|collaps\w*)|^(?:show|open) (?:sub-?|the )?(?:accounts|customers|children)\b/im;
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
      for (const node of flat.children(element)) {
        if (node.nodeType !== Node.TEXT_NODE && node.nodeType !== Node.ELEMENT_NODE) continue;
        if (node.nodeType === Node.ELEMENT_NODE && (nested.includes(node) || skipped.includes(node))) { flush(); continue; }
        if (plain(node)) {
          // A highlighted part of a name and the rest of it are one.
          const said = node.nodeType !== Node.TEXT_NODE ? letters(node).join(" ") : isWritten(node) ? node.data : "";
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
  const written = one => flat.texts(one).filter(isWritten).map(node => node.data).join(" ");
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
    const own = flat.all(row).filter(one => (one.matches(`${given.arrows}, i, svg, span, button, a, [role=button], img`)
      || one.matches("[title], [aria-label]") && !letter.test(written(one)))
      && !nested.some(other => flat.contains(other, one)) && drawn(one));
    const called = one => [one.getAttribute("class"), one.getAttribute("title"), one.getAttribute("aria-label"),
      one.getAttribute("data-title"), one.getAttribute("data-original-title"), one.getAttribute("data-icon")].filter(Boolean).join("\n");
    const back = one => new RegExp(given.up, "i").test(called(one)) || /\b(?:left|back|local-back|prev\w*)\b/i.test(called(one))
      || Boolean(one.querySelector("[class*=left]"));
    const known = own.filter(one => one.matches(given.arrows) && !back(one) && !isMenu(one));
    const box = row.getBoundingClientRect(), small = one => one.getBoundingClientRect().width < Math.min(60, box.width / 2);
    const likely = known.length ? known : own.filter(one => {
      const said = small(one) ? canonical(written(one)) : null;
      return said !== null && closedSigns.test(said) && !back(one) && (said || drawing.test(called(one)));
    });
    const arrow = likely.filter(one => !likely.some(other => other !== one && flat.contains(other, one)))[0];
    if (!arrow) return [null, isFolded(row, nested) ? "closed" : ""];
    const details = arrow.closest("details");
    const expanded = arrow.getAttribute("aria-expanded") ?? row.getAttribute("aria-expanded")
      ?? (details && row.contains(details) ? String(details.open) : null);
    if (expanded) return [arrow, expanded === "true" ? "open" : "closed"];
    const drawings = [arrow, ...flat.all(arrow)].map(called).join(" ");
    if (/(?:^|[\s_-])(?:down|minus|opened|expanded|open|less)\b/i.test(drawings)) return [arrow, "open"];
    return [arrow, "closed"];
  };
  const nameOf = (row, found, given) => {
    if (!found.length) return null;
    const cells = flat.children(row).filter(one => one.nodeType === Node.ELEMENT_NODE).filter(one => one.matches("td, th, [role=gridcell], [role=cell]"));
    if (cells.length) {
      const table = flat.closest(row, "table, [role=grid], [role=table], [role=treegrid]");
      const heads = [...(table?.querySelectorAll("thead th, thead td, [role=columnheader], tr:first-child > th:not([scope=row i])") ?? [])];
      const at = heads.findIndex(head => new RegExp(given.names, "i").test(canonical(head.textContent)));
      if (at >= 0) return found.find(piece => cells[at] && flat.contains(cells[at], piece.element)) ?? null;
    }
    const hooked = found.filter(piece => flat.closest(piece.element, "[class*=account-name], [class*=accountName], [class*=AccountName]")
      && flat.contains(row, flat.closest(piece.element, "[class*=account-name], [class*=accountName], [class*=AccountName]")));
    if (hooked.length === 1) return hooked[0];
    // Initials in a circle come before the name, as do an id and a mark.
    const isBefore = ({ text }, next) => {
      const words = next.text.split(/[^\p{L}\p{N}]+/u).filter(Boolean), initials = words.map(word => word[0]).join("");
      return id.test(text) || cutId.test(text) || (/^\d{1,3}$/.test(text) && !host.test(next.text) && !id.test(next.text))
        || (text.length <= 3 && [initials, words.join("")].some(one => one.toUpperCase().startsWith(text)));
    };
    const full = found.findIndex((piece, index) => !(found.length > index + 1 && isBefore(piece, found[index + 1])));
    return found[full] ?? found[0];
  };
  // What is drawn in a row without a name and without words.
  const drawings = (row, press) => {
    const draws = one => one.matches("svg, img, canvas") || drawnByStyle(one);
    const most = 40;
    const found = flat.all(row).filter(one => {
      const box = one.getBoundingClientRect();
      return drawn(one) && Math.max(box.width, box.height) <= most && !tooltips(one).length && draws(one) && !letter.test(written(one));
    });
    const outer = found.filter(one => !found.some(other => other !== one && flat.contains(other, one)));
    const isPressed = one => { const button = flat.closest(one, pressables); return Boolean(button) && flat.contains(row, button) && !flat.contains(button, press); };
    return [outer.length, outer.some(isPressed)];
  };
  // A drawing in some rows and not in others may be what opens a branch, as one may that is pressed by itself: such a branch
  // may be closed, though nothing is known to open it.
  const doubted = rows => {
    const unknown = rows.filter(row => !row.state && !row.element.matches("option"));
    const drawn = new Map(unknown.map(row => [row, drawings(row.element, row.press)]));
    const least = Math.min(...[...drawn.values()].map(([count]) => count));
    for (const [row, [count, isPressed]] of drawn) if (count > least || isPressed) row.state = "unsure";
    return rows;
  };
  // The titles of a table's columns. A row's own title names what the row is about.
  const isHead = row => row.querySelector(":scope > th:not([scope=row i])")
    && ![...row.children].some(cell => cell.matches("td, [role=gridcell], [role=cell]"));
  const rowsIn = (root, given) => {
    const options = flat.all(root.body ?? root, "[role=listbox] option").map(element => ({ element, form: "option" }));
    return [...rowBlocks(root, given), ...options].filter(({ element }) => !isHead(element));
  };
  return (root, given) => {
    const found = rowsIn(root, given), every = found.map(({ element }) => element);
    const rows = found.map(({ element: row, form }) => {
      const nested = every.filter(other => other !== row && flat.contains(row, other));
      const [arrow, state] = arrowOf(row, nested, given);
      const uses = new RegExp(`^(?:${given.uses})$`, "i");
      const controls = flat.all(row).filter(one =>
        one.textContent.length < 60 && !nested.some(other => flat.contains(other, one))
        && uses.test(canonical(one.textContent) || one.value || one.getAttribute("aria-label") || one.title || ""))
        .filter((one, _, all) => !all.some(other => other !== one && flat.contains(one, other)));
      const icon = arrow && !letter.test(canonical(written(arrow)).replace(/[\ue000-\uf8ff]/g, "")) ? [arrow] : [];
      const said = skipped => pieces(row, nested, [...icon, ...skipped]);
      // An account may be called like such a button.
      const words = row.tagName === "OPTION" ? [{ text: canonical(row.label), element: row }] : [said(controls), said([])].find(all => all.length) ?? [];
      const name = nameOf(row, words, given);
      if (!name) return null;
      const next = words[words.indexOf(name) + 1];
      const address = [row, ...flat.all(row, "a[href]")].map(one => one.getAttribute("href") ?? "").join(" ");
      const shownId = words.map(piece => piece.text).find(text => id.test(text));
      const likely = text => (text && /^[\w-]{6,64}$/.test(text) ? text : null);
      const known = likely(row.dataset.accountId) ?? likely(row.dataset.id) ?? address.match(/[?&]m=([0-9a-f]{32})\b/i)?.[1]
        ?? (id.test(row.getAttribute("value") ?? "") ? row.getAttribute("value") : null) ?? shownId ?? "";
      const realm = row.dataset.realm ?? words.filter(piece => piece !== name).map(piece => piece.text).find(text => host.test(text)) ?? "";
      // Words in the same line that are no id, realm, number or state may belong to the name.
      const whole = next?.joins && !host.test(next.text) && !id.test(next.text) && /^[\p{L}]/u.test(next.text)
        && !new RegExp(`^(?:${given.states})$`, "i").test(next.text) ? `${name.text} ${next.text}` : name.text;
      const around = flat.parent(row) && flat.closest(flat.parent(row), kinds);
      return {
        // 'aria-selected' would be no sign: many lists have it on the row that the keyboard is at.
        current: row.matches("option") ? isChosen(row) : !["", "false", null].includes(row.getAttribute("aria-current"))
          || [...row.classList].some(one => /(?:^|[_-])current(?:[_-]|$)/i.test(one)),
        element: row, form, press: name.element, use: controls.filter(shown)[0] ?? null, arrow, state, name: whole, id: canonical(known), realm: canonical(realm),
        others: words.filter(piece => piece !== name).map(piece => piece.text).join(" | "),
        parent: around && every.includes(around) ? every.indexOf(around) : -1,
        index: every.indexOf(row),
      };
    });
    return doubted(rows.filter(Boolean));
  };
})();
