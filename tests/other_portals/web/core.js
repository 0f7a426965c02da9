// Shared by every page that is drawn by a script: building elements and asking the server.
const el = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name in { value: 1, checked: 1, disabled: 1, hidden: 1, className: 1 }) node[name] = value;
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
};
const drawn = (variation) => CONFIG.drawn.includes(variation);
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const later = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds * CONFIG.pace));
const ask = async (path, body = {}) => {
  const known = CONFIG.directory ? { directory: CONFIG.directory } : {};
  const headers = { 'content-type': 'application/json', 'x-session': CONFIG.token || '' };
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify({ ...known, ...body }) });
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.error);
  return value;
};
const download = (name, text) => {
  const link = el('a', { href: URL.createObjectURL(new Blob([text], { type: 'application/x-x509-ca-cert' })), download: name });
  document.body.append(link); link.click(); link.remove();
};
const readFile = (file) => file.text();
const objectIn = (address) => (decodeURIComponent(address).match(/objectId\/([0-9a-f-]{36})/i) || [])[1];
