// Finds the answer to a question that a press has raised, marks it, and says whether there is one.
// What is drawn since the press is new; where a new document came instead, all of it is. What is no more often
// there than before is only drawn anew, and is no answer: a form's own 'Save' beside its 'Cancel' asks nothing.
([agree, decline, names]) => {
  SHOWN
  BEHIND
  const pattern = source => new RegExp(source, "i");
  const said = one => (one.innerText || one.value || one.getAttribute("aria-label") || one.title || "")
    .replace(/[\ue000-\uf8ff]/g, " ").replace(/\s+/g, " ").trim();
  const everything = [...document.querySelectorAll(PRESSABLES)].filter(one => shown(one) && said(one));
  const fresh = everything.filter(one => !window.__seen?.has(one) && !behind(one));
  const more = one => everything.filter(other => said(other) === said(one)).length > (names[said(one)] || 0);
  const yes = fresh.filter(one => pattern(agree).test(said(one)) && more(one));
  const no = fresh.filter(one => pattern(decline).test(said(one)));
  // Beside a 'Cancel' that was not there before, the one other thing to press is the answer, whatever it is called.
  // Not so beside a mere 'Close': that is no question.
  const beside = one => {
    for (let block = one.parentElement; block; block = block.parentElement) {
      const others = fresh.filter(other => block.contains(other) && !no.includes(other) && !other.contains(one));
      if (others.length) return others;
    }
    return [];
  };
  const others = no.filter(one => more(one) && !/^\W*(close|dismiss|back)\W*$/i.test(said(one))).map(beside)
    .filter(found => found.length === 1 && more(found[0])).map(found => found[0]);
  const answers = [...new Set(yes.length && (window.__seen || no.length) ? yes : others)];
  const last = answers[answers.length - 1];
  if (!last || !answers.every(one => one.contains(last))) return false;
  for (const old of document.querySelectorAll("[data-agreed]")) old.removeAttribute("data-agreed");
  last.setAttribute("data-agreed", "");
  return true;
}
