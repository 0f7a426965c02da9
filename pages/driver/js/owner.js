// The words that say whose a control is, apart from its own and those of what it is one of, such as the other of two
// radio buttons: its label, its group's, or else what stands in the smallest block that holds more than them. Empty
// where there are none, or so many that they are a page's, or where they may be about another control.
/* global clean, flat, replacedList, shown, words */
function owner(control) {
  const state = new RegExp(String.raw`^\W*(?:${[...words.onState, ...words.offState].join("|")}|\W)*$`, "i");
  const list = control.matches("select, [role=combobox]");
  const kinds = "input[type=checkbox], input[type=radio], select, [role=combobox], [role=switch], [role=checkbox], [role=radio]";
  const group = flat.closest(control, "[role=radiogroup], fieldset"), replaced = list ? replacedList(control) : null;
  const mates = flat.all(document.body, kinds).filter(one => one === control || one === replaced
    || (control.matches("[type=radio]") && one.name && one.name === control.name && one.form === control.form)
    || (one.matches("[type=radio], [role=radio]") && group && flat.contains(group, one)));
  const own = new Set(list ? [] : mates.flatMap(
    one => [one.innerText, ...[...(one.labels || [])].map(label => label.innerText)]).map(clean));
  if (!list) own.add(clean(control.innerText));
  const [turnOn, turnOff] = [words.bareOn, words.bareOff].map(names => names.map(name => name.toLowerCase()));
  const name = clean(control.innerText).toLowerCase();
  const opposite = [...(turnOn.includes(name) ? turnOff : []), ...(turnOff.includes(name) ? turnOn : [])];
  const named = element => clean(element?.getAttribute("aria-label") || (element?.getAttribute("aria-labelledby") || "")
    .split(/\s+/).filter(Boolean).map(id => control.getRootNode().getElementById?.(id)?.innerText).join(" "));
  const read = block => {
    const found = [];
    for (const node of flat.texts(block)) {
      const text = clean(node.data), holder = flat.parent(node);
      if (!text || own.has(text) || opposite.includes(text.toLowerCase()) || (!list && state.test(text))) continue;
      if (!flat.closest(holder, "select, [role=combobox], [role=tooltip]") && shown(holder)) found.push(text);
    }
    return clean(found.join(" "));
  };
  const said = list && (named(control) || [control, replaced].flatMap(one => [...(one?.labels || [])]).map(read).join(" ")) || named(group);
  if (said && !own.has(said) && !state.test(said)) return said;
  const most = 80;
  for (let block = flat.parent(control); block && block !== document.body; block = flat.parent(block)) {
    if (flat.all(block, kinds).some(one => !mates.includes(one) && [one, ...(one.labels || [])].some(shown))) return "";
    const found = read(block);
    if (found) return found.length > most ? "" : found;
  }
  return "";
}
