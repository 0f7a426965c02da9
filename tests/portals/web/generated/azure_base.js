// Azure's drawings: names, looks and places that every part of the page shares.
const azureInFrame = location.pathname === '/frame';
const azureKit = choice('azure_kit');

// Styles stand at the elements: names are drawn at random, and a shadow root keeps a page's style sheet out.
const AZURE_LOOKS = {
  page: 'margin:0;font:13px "Segoe UI",Arial,sans-serif;color:#323130;height:100vh;display:flex;flex-direction:column;overflow:hidden',
  'blade-page': 'margin:0;font:13px "Segoe UI",Arial,sans-serif;color:#323130;background:#fff',
  'top-bar': 'min-height:40px;background:#0078d4;color:#fff;display:flex;align-items:center;gap:12px;padding:0 12px;flex:none',
  'work-area': 'flex:1;display:flex;min-height:0;position:relative',
  'service-menu': 'width:190px;flex:none;border-right:1px solid #ddd;padding:8px;overflow:auto',
  'menu-item': 'display:block;padding:5px 8px;color:inherit;text-decoration:none',
  blade: 'flex:1;min-width:0;display:flex;flex-direction:column;position:relative',
  'blade-header': 'padding:6px 16px;display:flex;align-items:center;gap:8px;flex:none',
  'blade-title': 'font-size:20px;font-weight:600;margin:4px 0',
  'blade-content': 'flex:1;min-height:0;overflow:auto;position:relative',
  'blade-body': 'padding:0 18px 50px',
  'blade-frame': 'border:0;width:100%;height:100%;display:block',
  'command-bar': 'list-style:none;display:flex;flex-wrap:wrap;gap:2px;margin:0;padding:4px 0;border-bottom:1px solid #e1dfdd',
  card: 'border:1px solid #e1dfdd;margin:14px 0;padding:10px 14px;max-width:820px;position:relative',
  'card-head': 'display:flex;align-items:center;gap:10px;margin-bottom:6px',
  'card-title': 'font-size:15px;font-weight:600;margin:0',
  'card-number': 'flex:none;width:24px;height:24px;border-radius:50%;border:1px solid #605e5c;text-align:center;line-height:24px',
  'card-body': '',
  'card-foot': 'display:flex;justify-content:flex-end;margin-top:6px',
  row: 'display:flex;gap:10px;padding:3px 0;align-items:center',
  label: 'width:270px;flex:none;color:#605e5c',
  value: 'flex:1;min-width:0;display:flex;gap:6px;align-items:center;overflow-wrap:anywhere',
  cut: 'white-space:nowrap;overflow:hidden;text-overflow:ellipsis;max-width:190px;display:inline-block;vertical-align:bottom',
  unset: 'color:#8a8886;font-style:italic',
  badge: 'background:#dff6dd;color:#107c10;border-radius:10px;padding:1px 9px',
  hint: 'color:#605e5c;font-size:12px;margin:3px 0',
  link: 'color:#0067b8;cursor:pointer;text-decoration:none',
  button: 'font:inherit;border:1px solid #8a8886;background:#fff;color:#323130;padding:4px 14px;border-radius:2px;cursor:pointer;flex:none',
  primary: 'font:inherit;border:1px solid #0078d4;background:#0078d4;color:#fff;padding:4px 14px;border-radius:2px;cursor:pointer',
  quiet:
    'font:inherit;border:0;background:none;color:inherit;padding:3px 8px;cursor:pointer;display:inline-flex;align-items:center;gap:5px',
  field: 'font:inherit;padding:4px 6px;border:1px solid #8a8886;width:100%;box-sizing:border-box',
  side:
    'position:fixed;top:0;right:0;bottom:0;width:600px;max-width:96%;background:#fff;box-shadow:-3px 0 12px #0005;z-index:40;padding:0 20px;' +
    'overflow:auto;transition:transform .25s;display:flex;flex-direction:column',
  dialog:
    'position:fixed;top:40px;left:calc(50% - 320px);width:600px;max-height:calc(100vh - 90px);background:#fff;z-index:40;' +
    'padding:4px 20px;overflow:auto;box-shadow:0 6px 30px #0006;display:flex;flex-direction:column',
  'whole-page': 'padding:0 20px 30px;background:#fff;min-height:60vh;display:flex;flex-direction:column',
  backdrop: 'position:fixed;inset:0;background:#0005;z-index:39',
  'panel-head': 'display:flex;align-items:center;gap:8px;padding:8px 0',
  'panel-title': 'font-size:18px;font-weight:600;margin:4px 0;flex:1',
  'panel-foot': 'display:flex;gap:8px;padding:12px 0;border-top:1px solid #e1dfdd;margin-top:16px;align-items:center',
  'panel-body': 'flex:1',
  section: 'margin:16px 0',
  'section-label': 'font-weight:600;margin:0 0 2px',
  'entry-row': 'display:flex;gap:8px;align-items:center;margin:4px 0',
  grid: 'border-collapse:collapse;width:100%',
  wrong: 'color:#a4262c;min-height:16px',
  toast:
    'background:#fff;border:1px solid #8a8886;box-shadow:0 2px 10px #0004;padding:10px 12px;width:300px;margin-bottom:6px;color:#323130',
  'message-box':
    'position:fixed;top:130px;left:calc(50% - 220px);width:400px;background:#fff;z-index:61;padding:18px 20px;box-shadow:0 6px 30px #0006',
  'box-buttons': 'display:flex;gap:8px;margin-top:14px;justify-content:flex-end',
  loading: 'color:#0078d4;padding:30px;letter-spacing:6px',
  skeleton: 'height:15px;background:#edebe9;margin:11px 0;border-radius:3px;max-width:640px',
  parked: 'position:absolute;left:-7000px;top:0;width:1000px',
};

// Bootstrap's own classes, where it has some; such a part needs no style of ours beside them, or only where it stands.
const AZURE_BOOTSTRAP = {
  card: ['card my-3', 'max-width:840px;padding:10px 14px'],
  'card-head': ['d-flex align-items-center gap-2 mb-2'],
  'card-title': ['h6 mb-0'],
  'card-number': ['badge rounded-pill text-bg-secondary', 'flex:none'],
  row: ['row py-1 align-items-center'],
  label: ['col-4 text-secondary'],
  value: ['col-8 text-break d-flex gap-2 align-items-center'],
  badge: ['badge text-bg-success'],
  hint: ['form-text'],
  unset: ['text-muted fst-italic'],
  field: ['form-control form-control-sm'],
  section: ['mb-3'],
  'section-label': ['form-label fw-semibold fs-6 mb-0'],
  'entry-row': ['d-flex gap-2 align-items-center my-1'],
  wrong: ['text-danger small'],
  grid: ['table table-sm align-middle'],
  'panel-title': ['h5 mb-0 flex-grow-1'],
  'box-buttons': ['d-flex gap-2 mt-3 justify-content-end'],
};

// A number of eight digits that is always the same for a word in one drawing.
const azureNumber = (word) => Math.floor(rng(`azure ${word}`) * 90000000) + 10000000;
let azureSerial = 7;
function azureId(words) {
  const serial = azureSerial++;
  const kind = azureKit === 'ibiza' || azureKit === 'fluent' ? azureKit : choice('azure_names');
  if (kind === 'ibiza') return `form-label-id-${serial}-for`;
  if (kind === 'fluent') return `fui-r${serial.toString(36)}`;
  if (kind === 'hashed') return `:r${serial.toString(36)}:`;
  if (kind === 'none') return `x${azureNumber(words + serial).toString(36)}`;
  return `${words
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '')}-${serial}`;
}
function azureClass(kind) {
  if (azureKit === 'bootstrap') return (AZURE_BOOTSTRAP[kind] || [])[0] || null;
  const names = azureKit === 'plain' ? choice('azure_names') : azureKit;
  const hash = azureNumber(kind);
  const camel = kind.replace(/(^|-)(.)/g, (_, __, letter) => letter.toUpperCase());
  return {
    semantic: kind,
    hashed: `css-${hash.toString(36)}`,
    none: null,
    ibiza: `fxs-${kind} fxs-portal-bg-txt-br`,
    fluent: `ms-${camel} root-${hash % 1000}`,
  }[names];
}
// One part of the page, by its kind.
function azurePart(tag, kind, attributes, ...children) {
  const own = azureKit === 'bootstrap' && AZURE_BOOTSTRAP[kind];
  const look = own ? own[1] : AZURE_LOOKS[kind];
  const { style = '', ...rest } = attributes || {};
  return el(tag, { class: azureClass(kind), style: [look, style].filter(Boolean).join(';') || null, ...rest }, ...children);
}
// Wrappers say nothing and change nothing that can be seen.
function azureWrapped(node) {
  const many = { none: 0, one: 1, two: 2, three: 3 }[choice('azure_wrap')];
  let wrapped = node;
  for (let at = 0; at < many; at += 1) wrapped = el('div', { class: azureClass(`layout-${at}`), style: 'display:contents' }, wrapped);
  return wrapped;
}

const AZURE_DRAWINGS = {
  pencil: 'M2 14l1-4 8-8 3 3-8 8z',
  cross: 'M3 3l10 10M13 3L3 13',
  bin: 'M3 4h10M6 4V2h4v2M4 4l1 10h6l1-10M7 6v6M9 6v6',
  copy: 'M5 5h8v9H5zM3 11V2h8',
  save: 'M2 2h10l2 2v10H2zM5 2v4h5V2M5 14V9h6v5',
  down: 'M8 2v8M4 7l4 4 4-4M3 14h10',
  plus: 'M8 3v10M3 8h10',
  talk: 'M2 3h12v8H7l-3 3v-3H2z',
  up: 'M8 11V3M4 7l4-4 4 4M3 14h10',
  swap: 'M2 5h10M9 2l3 3-3 3M14 11H4M7 8l-3 3 3 3',
  check: 'M3 8l4 4 7-9',
  fresh: 'M13 8a5 5 0 1 1-2-4M11 1v3H8',
  bell: 'M3 12h10l-1-2V7a4 4 0 0 0-8 0v3zM7 14h2',
  arrow: 'M4 6l4 4 4-4',
  gear: 'M8 5a3 3 0 1 0 0 6a3 3 0 0 0 0-6M8 1v3M8 12v3M1 8h3M12 8h3',
};
// Products' icon fonts are letters of no language, and are part of what an element says.
const AZURE_GLYPHS = {
  pencil: '\uE70F',
  save: '\uE74E',
  talk: '\uE8F2',
  up: '\uE898',
  swap: '\uE8AB',
  check: '\uE73E',
  plus: '\uE710',
  down: '\uE896',
};
const azureGlyph = (name) => choice('azure_glyphs') === 'yes' && AZURE_GLYPHS[name];
function azureIcon(name) {
  const drawing = el('span', { 'aria-hidden': 'true', style: 'display:inline-flex' });
  drawing.innerHTML =
    `<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" focusable="false">` +
    `<path d="${AZURE_DRAWINGS[name]}"/></svg>`;
  return drawing;
}

// Where the blade is drawn, and what lies over it. `azureBladeRoot` is a document's body, a part of it, or a shadow root.
let azureBladeRoot = document.body;
const azureOverlays = () => (choice('azure_panel_host') === 'blade' ? azureBladeRoot : document.body);
const azureClear = (root) => [...root.childNodes].forEach((node) => node.tagName !== 'LINK' && node.remove());
const azureLoading = () =>
  rng('azure loading') < 0.5
    ? azurePart('div', 'loading', { role: 'progressbar', 'aria-label': 'Loading...' }, '\u2022\u2022\u2022')
    : el(
        'div',
        { 'aria-busy': 'true', style: 'padding:10px 18px' },
        Array.from({ length: 7 }, () => azurePart('div', 'skeleton')),
      );
// A frame of another site may have no storage.
function azureStorage() {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
const azureOnce = (name) => {
  const seen = azureStorage() || {};
  if (seen[`azure ${name}`]) return false;
  seen[`azure ${name}`] = 'yes';
  return true;
};
