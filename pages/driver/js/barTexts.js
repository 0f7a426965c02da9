// What a page's top bar says of who is signed in: the account buttons' texts and names if any of them has an address, or
// else all that the bar says, but for the addresses to write to. hooks: selectors of account buttons, and of top bars;
// named: a pattern for what an account button is called.
/* global everything, shown */
function barTexts([hooks, bars, named]) {
  const address = /\S@\S/, pattern = new RegExp(named, "i"), parts = "main, [role=main], article, section, aside, dialog, [role=dialog]";
  // What two elements say is never one address, so each speaks for itself.
  const own = one => [...one.childNodes].map(node => node.nodeType === Node.TEXT_NODE ? node.data : node.nodeName === "WBR" ? "" : " ").join("");
  const names = one => [one.getAttribute("aria-label"), one.getAttribute("title"), own(one)].filter(text => text?.trim());
  const below = one => [one, ...everything(one).filter(shown)];
  const all = everything(document.body).filter(shown);
  const found = all.filter(one => one.matches(bars) || (one.matches("header, [role=banner]") && !one.closest(parts)));
  const within = found.flatMap(below);
  const buttons = [
    ...all.filter(one => one.matches(hooks)),
    ...within.filter(one => one.matches("button, a:not([href^='mailto:']), summary, [role=button]")
      && below(one).flatMap(names).some(name => pattern.test(name) || address.test(name))),
  ];
  const said = buttons.flatMap(below).flatMap(names);
  if (said.some(text => address.test(text))) return said;
  return found.flatMap(below).filter(one => !one.closest("a[href^='mailto:']")).flatMap(names);
}
