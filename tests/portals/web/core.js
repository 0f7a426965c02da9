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

// What lies over a page whatever that draws; it comes again until it is put aside, as long as the session lasts.
function over(name, node) {
  if (window !== top || sessionStorage[name]) return () => {};
  const keep = () => { if (!node.isConnected && !sessionStorage[name]) document.body.append(node); };
  addEventListener('DOMContentLoaded', () => { keep(); new MutationObserver(keep).observe(document.body, { childList: true }); });
  return () => { sessionStorage[name] = 'yes'; node.remove(); };
}
if (drawn('cookie_banner')) {
  const banner = el('div', { class: 'alert text-center cookiealert', role: 'alert', style: 'position:fixed;left:0;right:0;bottom:0;padding:34px;background:#222;color:#fff;z-index:900' },
    'We use cookies to keep you signed in during your session and, if you agree, to improve this site. ', ['Accept', 'Reject', 'Only necessary'].map((name) => el('button', { type: 'button', onclick: () => close() }, name)));
  const close = over('cookies', banner);
}
if (drawn('news') && CONFIG.signedIn) {
  const cross = el('span', { style: 'float:right' });
  cross.innerHTML = '<svg viewBox="0 0 10 10" width="14" height="14" style="cursor:pointer"><path d="M1 1l8 8M9 1l-8 8" stroke="#333"/></svg>';
  cross.firstChild.addEventListener('click', () => close());
  const close = over('news', el('div', {}, el('div', { style: 'position:fixed;inset:0;background:#0006;z-index:800' }),
    el('div', { class: 'modal', style: 'position:fixed;top:120px;left:35%;width:360px;background:#fff;padding:20px;z-index:810' }, cross, el('h3', {}, "What's new"),
      el('p', {}, 'Remove several devices at once, and sign in faster with single sign-on.'))));
}
if (drawn('news') && CONFIG.company) {
  const close = over('news', el('div', { style: 'position:fixed;inset:0;background:#0006;z-index:800' }, el('div', { role: 'dialog', 'aria-modal': 'true', 'aria-label': 'What\'s new in Azure', style: 'margin:140px auto;width:420px;background:#fff;padding:20px' },
    el('h2', {}, "What's new in Azure"), el('p', {}, 'Try the new home page.'), el('button', { type: 'button', onclick: () => { location.href = '/tour'; } }, 'Take a tour'), ' ', el('button', { type: 'button', onclick: () => close() }, 'Maybe later'))));
}
