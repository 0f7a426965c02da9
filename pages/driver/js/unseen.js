// What beside the rows of a list (see `listing`) says that it goes on; empty if nothing does.
//
// `given.further` is a pattern of what shows more. `given.seen` is how many rows were seen, `given.turned` whether pages
// were turned, so that their numbers are no news.
/* global canonical, listing, shown */
function unseen(given) {
  const rows = listing(document, given).map(row => row.element);
  if (!rows.length) return "";
  let area = rows[0].parentElement;
  while (!rows.every(row => area.contains(row))) area = area.parentElement;
  for (let up = 0; up < 3 && area.parentElement && !area.parentElement.matches("html, body, main, [role=main]"); up++)
    area = area.parentElement;
  const outside = one => shown(one) && !rows.some(row => row.contains(one));
  const walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const line = node.parentElement, counts = /\d\s*(?:of|\/)\s*(?:about |over )?(\d[\d,.]*)/i.exec(canonical(line.textContent));
    if (counts && Number(counts[1].replace(/\D/g, "")) > given.seen && outside(line)) return canonical(line.textContent);
  }
  const off = one => one.disabled || one.closest("[aria-disabled=true], [disabled], .disabled");
  const named = one => canonical(one.textContent.replace(/[\ue000-\uf8ff]/g, "")) || one.getAttribute("aria-label") || one.title || "";
  const leads = [...area.querySelectorAll("a, button, [role=button], [role=link]")].filter(one => outside(one) && !off(one));
  const further = leads.find(one => new RegExp(`^\\W*(?:${given.further})\\W*$`, "i").test(named(one))
    || /^(?:[\u203a\u00bb\u2192\u276f]|>+)$/.test(named(one)) || one.rel === "next" || /(?:^|[\s_-])next\b/i.test(one.className));
  if (further) return named(further) || "next";
  const numbers = given.turned ? [] : leads.map(named).filter(text => /^\d{1,4}$/.test(text));
  return numbers.length > 1 || numbers.some(text => Number(text) > 1) ? numbers.join(" ") : "";
}
