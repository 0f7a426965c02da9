// The words that say whose a control is, apart from its own and those of what it is one of, such as the other of two
// radio buttons: its label, its group's, or else what stands in the smallest block that holds more than them. Empty
// where there are none, or so many that they are a page's, or where they may be about another control.
/* global clean, shown, words */
function owner(control) {
  const state = new RegExp(String.raw`^\W*(?:${[...words.onState, ...words.offState].join("|")}|\W)*$`, "i");
  const list = control.matches("select");
  const kinds = "input[type=checkbox], input[type=radio], select, [role=switch], [role=checkbox], [role=radio]";
  const group = control.closest("[role=radiogroup], fieldset");
  const mates = [...document.querySelectorAll(kinds)].filter(one => one === control
    || (control.matches("[type=radio]") && one.name && one.name === control.name && one.form === control.form)
    || (one.matches("[type=radio], [role=radio]") && group?.contains(one)));
  const own = new Set(list ? [] : mates.flatMap(
    one => [one.innerText, ...[...(one.labels || [])].map(label => label.innerText)]).map(clean));
  if (!list) own.add(clean(control.innerText));
  const [turnOn, turnOff] = [words.bareOn, words.bareOff].map(names => names.map(name => name.toLowerCase()));
  const name = clean(control.innerText).toLowerCase();
  const opposite = [...(turnOn.includes(name) ? turnOff : []), ...(turnOff.includes(name) ? turnOn : [])];
  const named = element => clean(element?.getAttribute("aria-label") || (element?.getAttribute("aria-labelledby") || "")
    .split(/\s+/).filter(Boolean).map(id => document.getElementById(id)?.innerText).join(" "));
  const read = block => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = clean(node.data);
      if (!text || own.has(text) || opposite.includes(text.toLowerCase()) || (!list && state.test(text))) continue;
      if (!node.parentElement.closest("select, script, style, [role=tooltip]") && shown(node.parentElement)) found.push(text);
    }
    return clean(found.join(" "));
  };
  const said = list && (named(control) || [...control.labels].map(read).join(" ")) || named(group);
  if (said && !own.has(said)) return said;
  const most = 80;
  for (let block = control.parentElement; block && block !== document.body; block = block.parentElement) {
    if ([...block.querySelectorAll(kinds)].some(one => !mates.includes(one) && shown(one))) return "";
    const found = read(block);
    if (found) return found.length > most ? "" : found;
  }
  return "";
}
