// Whether a control is about a name: it stands in the smallest block around it in which anything is named besides, and not
// beyond the layer in which the control lies.
/* global canonical, flat, layers */
function isAbout(control, name) {
  const [layer] = layers(control), most = 6;
  for (let block = flat.parent(control), up = 0; block && block !== document.body && (layer || up < most); block = flat.parent(block), up++) {
    if (flat.texts(block).some(node => canonical(node.data) === name)) return true;
    if (block === layer) return false;
  }
  return false;
}
