// What a text is written in, and all that is written in there.
/* global canonical */
function writer(node) {
  const holder = node.parentElement ?? node.parentNode.host;
  const own = [...node.parentNode.childNodes].filter(one => one.nodeType === Node.TEXT_NODE);
  return [holder, canonical(own.map(one => one.data).join(" "))];
}
