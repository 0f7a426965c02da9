// How a generated page is marked up: what its elements are, what they are called, what is around them.
// Every page asks `choice` for what was drawn. Azure's choices begin with 'azure_', so the same helpers serve both portals.
function choice(name, otherwise = '') {
  const prefix = CONFIG.directory && !name.startsWith('azure_') ? 'azure_' : '';
  return CONFIG.choices[prefix + name] ?? otherwise;
}

function hashOf(text) {
  let hash = 2166136261;
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507);
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
  return (hash ^ (hash >>> 16)) >>> 0;
}
const rng = (key) => hashOf(`${CONFIG.seed} ${key}`) / 4294967296;
const oneOf = (key, list) => list[Math.floor(rng(key) * list.length)];
const shuffled = (key, list) =>
  list
    .map((one, at) => [rng(`${key} ${at}`), one])
    .sort((a, b) => a[0] - b[0])
    .map((pair) => pair[1]);

// The driver that knows the drawing finds things by these keys, which the page itself never shows.
// Of what is drawn more than once, the newest that is still in the page counts.
class Known extends Map {
  get(key) {
    const drawn = super.get(key) || [];
    return drawn.findLast((element) => element.isConnected) || drawn.at(-1);
  }
}
window.known = new Known();
function know(key, element) {
  if (key) window.known.set(key, [...(Map.prototype.get.call(window.known, key) || []).slice(-20), element]);
  return element;
}

// Styles. A rule belongs to the kind of a thing; shadow roots adopt the same sheets as the document.
const sheet = new CSSStyleSheet();
const sheets = [sheet];
document.adoptedStyleSheets = sheets;
function addStyles(text) {
  const one = new CSSStyleSheet();
  one.replaceSync(text);
  sheets.unshift(one);
  document.adoptedStyleSheets = sheets;
}
addStyles('*{box-sizing:border-box}body{margin:0;font:14px/1.45 "Segoe UI",Roboto,Arial,sans-serif;color:#222}');

const BUTTON =
  'display:inline-block;padding:6px 14px;border:1px solid #aab;border-radius:4px;background:#f4f5f8;color:#223;font:inherit;' +
  'cursor:pointer;text-decoration:none;';
const looks = {
  button: BUTTON,
  'button-primary': `${BUTTON}background:#1f5fbf;border-color:#1f5fbf;color:#fff;`,
  icon:
    'display:inline-block;padding:4px;border:0;background:none;color:inherit;font:inherit;cursor:pointer;' +
    'line-height:1;text-decoration:none;',
  item:
    'display:block;width:100%;padding:7px 14px;border:0;background:none;color:inherit;font:inherit;text-align:left;cursor:pointer;' +
    'text-decoration:none;',
  link: 'display:inline;padding:0;border:0;background:none;color:#1f5fbf;font:inherit;cursor:pointer;text-decoration:underline;',
  field: 'margin-bottom:14px;',
  label: 'display:block;margin-bottom:3px;color:#445;',
  input: 'display:block;width:100%;padding:6px 9px;border:1px solid #aab;border-radius:3px;font:inherit;background:#fff;',
  hint: 'display:block;font-size:12px;color:#778;',
};
const ruled = new Set();
function styled(kind, css) {
  looks[kind] = css;
}

const UTILITIES = [
  'flex',
  'items-center',
  'px-4',
  'py-2',
  'text-sm',
  'font-medium',
  'rounded',
  'mt-2',
  'gap-3',
  'w-full',
  'shrink-0',
  'truncate',
];
const namings = {
  semantic: (kind) => kind,
  hashed: (kind) =>
    `css-${hashOf(CONFIG.seed + kind)
      .toString(36)
      .slice(0, 6)}`,
  modules: (kind) =>
    `${kind.replace(/(^|-)(\w)/g, (_, dash, letter) => letter.toUpperCase())}_root__${hashOf(kind).toString(36).slice(-5)}`,
  utility: (kind) => shuffled(kind, UTILITIES).slice(0, 4).join(' '),
  none: () => null,
};
// Attributes of a kind of thing. Where no class is its own, the style stands on the element.
function mark(kind, extra = '') {
  // A library's own classes come before ours.
  const own = kit().classes?.[kind];
  if (own !== undefined) return { class: own, style: extra || null };
  const naming = choice('names', 'semantic');
  const name = (namings[naming] || namings.semantic)(kind);
  const css = looks[kind] || '';
  if (naming === 'utility' || !name) return { class: name, style: css + extra || null };
  if (css && !ruled.has(kind)) {
    ruled.add(kind);
    sheet.insertRule(`.${CSS.escape(name)}{${css}}`, sheet.cssRules.length);
  }
  const test = naming === 'semantic' && rng('test ids') < 0.3 ? { 'data-testid': kind } : {};
  return { class: name, style: extra || null, ...test };
}

// Ids are for `for` and aria only. They say something, or nothing, and are new at every drawing.
let idsMade = 0;
const idForms = {
  semantic: (word) => `${word.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${idsMade}`,
  hashed: () => `:r${idsMade.toString(32)}:`,
  modules: () => `input-${hashOf(String(idsMade)).toString(16).slice(0, 4)}${idsMade}`,
  utility: () => `ember${300 + idsMade}`,
  none: () => `c${idsMade}`,
};
function markId(word) {
  idsMade += 1;
  return (idForms[choice('names', 'semantic')] || idForms.semantic)(word);
}

// Drawings that everybody knows, in the form that was drawn.
const PATHS = {
  trash: 'M3 4h10M6 4V2h4v2M4 4l1 10h6l1-10M7 6v6M9 6v6',
  cross: 'M3 3l10 10M13 3L3 13',
  pencil: 'M2 14l1-4 8-8 3 3-8 8-4 1M9 4l3 3',
  gear: 'M8 5a3 3 0 100 6 3 3 0 000-6M8 1v2M8 13v2M1 8h2M13 8h2M3 3l2 2M11 11l2 2M13 3l-2 2M5 11l-2 2',
  user: 'M8 8a3 3 0 100-6 3 3 0 000 6M2 15c0-4 3-6 6-6s6 2 6 6',
  building: 'M3 15V2h7v13M10 6h3v9M1 15h14M5 5h1M8 5h1M5 8h1M8 8h1M5 11h1M8 11h1',
  apps: 'M2 2h3v3H2zM7 2h3v3H7zM12 2h3v3h-3zM2 7h3v3H2zM7 7h3v3H7zM12 7h3v3h-3z',
  copy: 'M5 5h8v9H5zM3 11V2h8',
  right: 'M6 3l5 5-5 5',
  down: 'M3 6l5 5 5-5',
  left: 'M10 3L5 8l5 5',
  upload: 'M8 11V2M4 6l4-4 4 4M2 11v3h12v-3',
  chat: 'M2 2h12v9H7l-3 3v-3H2z',
  out: 'M6 2H2v12h4M10 4l4 4-4 4M14 8H6',
};
const svgText = (shape) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16" fill="none" ` +
  `stroke="${choice('icons') === 'svg' ? 'currentColor' : '#8890a4'}" stroke-width="1.4" aria-hidden="true"><path d="${PATHS[shape]}"/></svg>`;
const address = (shape) => `data:image/svg+xml,${encodeURIComponent(svgText(shape))}`;
function icon(shape) {
  if (choice('icons') === 'image') return el('img', { src: address(shape), alt: '', width: 16, height: 16 });
  if (choice('icons') === 'background') {
    const css =
      `display:inline-block;width:16px;height:16px;vertical-align:middle;` +
      `background:url("${address(shape)}") center/16px no-repeat`;
    return el('i', { ...mark(`icon-${shape}`), style: css });
  }
  const holder = el('span', { style: 'display:inline-block;width:16px;height:16px;vertical-align:middle;line-height:0' });
  holder.innerHTML = svgText(shape);
  return holder;
}

// Wrappers that mean nothing.
const DEPTHS = { none: () => 0, one: () => 1, three: () => 3, mixed: (key) => Math.floor(rng(key) * 4) };
let wrappings = 0;
function wrapped(element, inline = false) {
  wrappings += 1;
  const depth = (DEPTHS[choice('wrap', 'none')] || DEPTHS.none)(`wrap ${wrappings}`);
  let outer = element;
  for (let made = 0; made < depth; made += 1) outer = el(inline ? 'span' : 'div', mark(`wrapper-${made}`), outer);
  if (outer !== element) Object.assign(outer, { enable: element.enable, set: element.set, input: element.input });
  return outer;
}

// Shadow roots: around the whole page, or around each control.
const stage = { over: document.body, shadow: null };
function rooted(tag, element, css = '') {
  const host = el(tag, css ? { style: css } : {});
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = sheets;
  root.append(element);
  return host;
}
function shadowed(element) {
  if (choice('shadow', 'none') !== 'page') return element;
  stage.over = el('div');
  const host = rooted(
    oneOf('app tag', ['portal-app', 'app-root', 'x-shell', 'ooma-ui']),
    el('div', {}, element, stage.over),
    'display:block',
  );
  stage.shadow = host.shadowRoot;
  return host;
}
function boxed(control, block = false) {
  if (choice('shadow', 'none') !== 'controls') return control;
  const host = rooted(
    oneOf(`tag ${block}`, ['ui-control', 'x-field', 'my-element']),
    control,
    block ? 'display:block' : 'display:inline-block',
  );
  Object.assign(host, { enable: control.enable, set: control.set, input: control.input });
  return host;
}

// Widget libraries put their own drawings here: { ready, classes, press, field, overlays, toggle, select, tabs, toast, spinner }.
// What `press` of a library returns has a `holder` if it stands in one.
const kits = {};
const kit = () => kits[choice('kit', 'plain')] || {};

// What can be pressed. Some take the whole line.
const BLOCKS = ['item', 'account-row', 'tile', 'pill', 'pill-chosen', 'fold-head'];
const pressed = {
  button: (parts, { role, attributes }) => el('button', { type: 'button', role, ...attributes }, parts),
  role: (parts, { role, attributes }) => el('div', { role: role || 'button', tabindex: 0, ...attributes }, parts),
  link: (parts, { role, href, attributes }) => el('a', { href: href || '#', role, ...attributes }, parts),
  bare: (parts, { attributes }) => el(rng('bare tag') < 0.5 ? 'span' : 'div', { ...attributes }, parts),
  input: (parts, { attributes }) => el('input', { type: 'button', value: parts.join(''), ...attributes }),
};
function pressElement(options, parts) {
  const wanted = options.element || choice('elements', 'button');
  const bare = parts.every((part) => typeof part === 'string') && !(options.look && options.look !== 'button');
  return wanted === 'input' && !bare ? pressed.button : pressed[wanted] || pressed.button;
}
// A name that is not written: a tooltip of the browser, an aria-label, or both.
function nameOf(name) {
  const ways = { title: { title: name }, aria: { 'aria-label': name }, both: { title: name, 'aria-label': name } };
  return name ? ways[choice('icon_names', 'both')] || ways.both : {};
}
function setEnabled(control, on) {
  control.off = !on;
  if ('disabled' in control && control.tagName !== 'A') control.disabled = !on;
  else if (on) control.removeAttribute('aria-disabled');
  else control.setAttribute('aria-disabled', 'true');
  control.style.opacity = on ? '' : '0.45';
  control.style.cursor = on ? '' : 'not-allowed';
}
function listen(control, onPress) {
  control.enable = (on) => setEnabled(control, on);
  control.addEventListener('click', (event) => {
    const ordinary = !event.ctrlKey && !event.metaKey;
    if (control.tagName === 'A' && ordinary) event.preventDefault();
    if (!control.off) onPress(event);
  });
  if (control.tagName !== 'DIV' && control.tagName !== 'SPAN') return control;
  control.addEventListener('keydown', (event) => {
    if (event.target === control && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      control.click();
    }
  });
  return control;
}
function plainPress(parts, onPress, options) {
  const look = options.look || 'button';
  const kind = options.primary ? 'button-primary' : look;
  const named = parts.some((part) => typeof part === 'string') && !options.name ? {} : nameOf(options.name);
  const attributes = { ...mark(kind, options.css || ''), ...named, ...options.attributes };
  return listen(pressElement(options, parts)(parts, { ...options, attributes }), onPress);
}
// Options: key, icon, primary, disabled, name (of an icon), look, role, href, css, element, attributes,
// bare (without a shadow root of its own), made(control).
function press(text, onPress, options = {}) {
  const parts = [options.icon && icon(options.icon), text].flat().filter((part) => part);
  const usual = !options.look || options.look === 'button' || options.look === 'icon';
  const control = (usual && kit().press ? kit().press : plainPress)(parts, onPress, options);
  know(options.key, control);
  options.made?.(control);
  if (options.disabled) control.enable(false);
  const node = control.holder || control;
  node.enable = control.enable;
  return options.bare ? node : boxed(node, BLOCKS.includes(options.look));
}
