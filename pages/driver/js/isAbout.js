// Whether a control is about a name: it lies in a layer over the page that tells the name, or in the smallest block in which
// anything is told at all, and that tells it. The words of other controls tell nothing.
/* global canonical, flat, layers, pressables */
function isAbout(control, name) {
  const told = block => flat.texts(block).filter(node => !flat.closest(flat.parent(node), pressables)).map(node => canonical(node.data));
  const [layer] = layers(control);
  let block = layer ?? flat.parent(control);
  while (block !== layer && block && block !== document.body && !told(block).some(Boolean)) block = flat.parent(block);
  return Boolean(block) && block !== document.body && told(block).includes(name);
}
