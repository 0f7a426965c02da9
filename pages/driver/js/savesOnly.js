// Whether the block around a switch and a 'Save' holds nothing else that could be saved, or that the button could be about:
// no other words than the switches' own and what leads back, and no field. own: a pattern for all that
// is said of the switches; kinds: a selector of switches.
/* global alone, called, clean, flat, pressables, shown, words */
function savesOnly(control, [save, own, kinds]) {
  let block = control;
  while (block && !flat.contains(block, save)) block = flat.parent(block);
  if (!block) return false;
  const leaves = alone(words.decline), pattern = new RegExp(own, "i"), isOwn = text => pattern.test(text);
  const others = flat.all(block, pressables)
    .filter(one => shown(one) && !one.matches(kinds) && !flat.contains(save, one) && !flat.contains(one, save));
  if (others.some(one => !leaves.test(called(one)) && !isOwn(called(one)))) return false;
  const fields = "input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]):not([type=hidden]), textarea";
  if (flat.all(block, fields).some(shown)) return false;
  const read = flat.texts(block).filter(node => shown(flat.parent(node)) && !flat.contains(save, node)
    && !flat.closest(flat.parent(node), `${pressables}, select`) && /[\p{L}\p{N}]/u.test(node.data));
  return read.every(node => isOwn(clean(node.data)) || leaves.test(clean(node.data)));
}
