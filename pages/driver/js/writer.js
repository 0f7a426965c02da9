// What a text is written in, all that is written in there, and where on the page the text stands.
/* global canonical */
function writer(node) {
  const holder = node.parentElement ?? node.parentNode.host;
  const own = [...node.parentNode.childNodes].filter(one => one.nodeType === Node.TEXT_NODE);
  const said = canonical(own.map(one => one.data).join(" ")), range = document.createRange();
  range.selectNodeContents(node);
  const { left, top } = range.getBoundingClientRect();
  return [holder, said, `${said} ${Math.round(left + scrollX)} ${Math.round(top + scrollY)}`];
}
