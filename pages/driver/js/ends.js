// What stands in or beside the rows of a list and may tell that it goes on. `area` is what is looked at; `given`: the
// selector of pagers; patterns of what shows more of a list, and of what leads back in it.
// Gives: more (what still shows more of it), pages ("further" if there are more after this one, "unsure" if this one isn't
// known), signs (whether another control leads on), lines (that it says beside its rows).
/* global everything, inactive, letters, ownLines, shown */
function ends(rows, area, given) {
  const apart = "[role=banner], [role=menu], [role=menubar], [role=tablist], [role=toolbar], [role=tree], [role=dialog],"
    + " [role=alertdialog], [role=tooltip], [role=complementary], nav, [role=navigation], aside, body > header";
  const onward = /^[>\u203a\u00bb\u276f\u2192\u25b6\u25ba\u27e9]+$/, backward = /^[<\u2039\u00ab\u276e\u2190\u25c0\u25c4\u27e8]+$/;
  const more = new RegExp(given.more, "i"), back = new RegExp(given.back, "i");
  const pager = one => one.closest(given.pagers);
  const isApart = one => { const holder = one.closest(apart); return holder && !rows.some(row => holder.contains(row)); };
  const beside = one => shown(one) && (pager(one) || !isApart(one)) && !rows.some(row => row.contains(one));
  const says = one => letters(one).join(" ").replace(/[\s\ue000-\uf8ff]+/g, " ").trim();
  const label = one => says(one) || one.getAttribute("aria-label") || one.title || one.value || "";
  const item = one => [one, one.closest("li")].filter(Boolean);
  const works = one => !item(one).some(part => inactive([part]));
  const isNow = one => item(one).some(part => part.matches("[aria-current]:not([aria-current=false]), [aria-selected=true]")
    || /(?:^|[\s_-])(?:active|current|selected)(?:$|[\s_-])/i.test(part.getAttribute("class") ?? ""));
  const pressed = one => one.matches("a, button, [role=link], [role=button], input[type=button], input[type=submit]");
  const isNumber = one => /^\d{1,4}$/.test(says(one)) && ![...one.children].some(child => says(child));
  // What one thing stands with; the list itself is not what it is about.
  const around = one => [one.parentElement, one.parentElement?.parentElement].filter(above => above && !rows.some(row => above.contains(row)));
  const numbersIn = above => new Set([above, ...everything(above)].flatMap(one => [...one.childNodes])
    .filter(node => node.nodeType === Node.TEXT_NODE && /^\s*\d{1,4}\s*$/.test(node.data)).map(node => Number(node.data)));
  // Pages are counted. A number alone may be a name.
  const isCounted = one => around(one).map(numbersIn).some(all => all.has(Number(says(one)) - 1) || all.has(Number(says(one)) + 1));

  const every = everything(area).filter(one => beside(one) && !one.contains(rows[0] ?? null));
  const controls = every.filter(one => pressed(one) || (pager(one) && (isNumber(one) || onward.test(says(one)))));
  const numbers = controls.filter(isNumber).filter(one => pager(one) || isCounted(one));
  const current = Math.max(0, ...numbers.filter(one => isNow(one) || !works(one)).map(one => Number(says(one))));
  const isFurther = one => works(one) && !isNow(one) && Number(says(one)) > Math.max(1, current);
  // A sign alone may open a menu: in a pager there is one that leads back, too.
  const leadsOn = one => onward.test(says(one)) && (pager(one)
    || around(one).some(above => every.some(other => above.contains(other) && backward.test(says(other)))));
  const unknown = one => pager(one) && !isNow(one) && !isNumber(one) && !more.test(label(one)) && !back.test(label(one))
    && !backward.test(says(one));
  return {
    more: every.filter(one => works(one) && (pressed(one) || !one.childElementCount)).map(label).find(text => more.test(text)) ?? "",
    pages: numbers.some(isFurther) ? (current ? "further" : "unsure") : "",
    signs: controls.some(one => works(one) && (leadsOn(one) || unknown(one))),
    lines: ownLines(area).filter(({ element }) => beside(element)).map(({ text }) => text.replace(/\s+/g, " ").trim()),
  };
}
