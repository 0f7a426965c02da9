// Panels, message boxes and toasts: what comes over a page, or takes its place.
const azureSleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// The X of a panel. Classic blades say what they close, and say 'undefined' while they load.
function azureCloseButton(title, onPress, key) {
  const way = choice('azure_close');
  const wanted = { text: 'Close', icon: 'cross', bare: true, onPress, key };
  if (way === 'content') {
    const button = azureButton({ ...wanted, name: "Close content 'undefined'" });
    later(400).then(() => button.setAttribute('aria-label', `Close content '${title}'`));
    return button;
  }
  if (way === 'close') return azureButton({ ...wanted, name: 'Close' });
  if (way === 'title') return azureButton({ ...wanted, title: 'Close' });
  if (way === 'glyph') return azureButton({ text: '\u2715', quiet: true, onPress, key });
  const node = el('span', { style: 'cursor:pointer;padding:4px;display:inline-flex', onclick: onPress }, azureIcon('cross'));
  return azureKnow(key, azureUse(node));
}
const AZURE_SURFACES = { side: 'side', context_pane: 'side', dialog: 'dialog', page: 'whole-page' };
const azureSurfaceClass = (kind) =>
  ({
    ibiza: kind === 'dialog' ? 'fxs-dialog fxs-popup' : 'fxs-contextpane fxs-portal-bg-txt-br',
    bootstrap: ['side', 'context_pane'].includes(kind) ? 'offcanvas offcanvas-end show' : null,
    fluent: kind === 'dialog' ? 'ms-Dialog-main' : 'ms-Panel-main',
  })[azureKit];

// Opens a panel in one of the ways and answers what it is made of. `onClose` says whether it may be closed.
function azureSurface({ title, onClose, keys = {}, kind = choice('azure_panel') }) {
  const host = azureOverlays();
  // A panel in the shell can't take the place of a blade that is in a frame: it would hide whose page it is.
  const isAroundFrame = !azureInFrame && !['none', 'shadow'].includes(choice('azure_frame'));
  const inPlace = kind === 'page' && host === azureBladeRoot && !isAroundFrame;
  const shape = kind === 'page' && !inPlace ? 'side' : kind;
  const titleId = azureId('panel title');
  const heading = know(
    'azure panel title',
    azurePart(choice('azure_labels') === 'heading' || shape === 'page' ? 'h2' : 'div', 'panel-title', { id: titleId }, title),
  );
  const close = azureCloseButton(title, () => surface.leave(), keys.close);
  const parts = { bar: el('div'), body: azurePart('div', 'panel-body'), foot: el('div') };
  const told = {
    side: { role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': titleId },
    context_pane: { role: 'complementary', 'aria-label': title },
    dialog: { role: 'dialog', 'aria-labelledby': titleId },
    page: {},
  }[shape];
  const node = azurePart(
    'div',
    AZURE_SURFACES[shape],
    { ...told, class: azureSurfaceClass(shape) || azureClass(AZURE_SURFACES[shape]) },
    azurePart('div', 'panel-head', {}, heading, close),
    parts.bar,
    parts.body,
    parts.foot,
  );
  const backdrop = shape === 'side' || shape === 'dialog' ? azurePart('div', 'backdrop') : null;
  const hidden = inPlace ? [...host.children].filter((child) => child.tagName !== 'LINK' && child.style.display !== 'none') : [];
  const surface = {
    ...parts,
    kind: shape,
    node,
    close: azureShut,
    leave: async () => {
      if (await onClose()) azureShut();
    },
  };
  async function azureShut() {
    if (!node.isConnected) return;
    if (choice('azure_panel_comes') === 'slides' && shape !== 'page') {
      node.style.transform = 'translateX(700px)';
      await azureSleep(260);
    }
    node.remove();
    if (backdrop) backdrop.remove();
    hidden.forEach((child) => {
      child.style.display = child.azureShown || '';
    });
  }
  hidden.forEach((child) => {
    child.azureShown = child.style.display;
    child.style.display = 'none';
  });
  host.append(...[backdrop, azureKit === 'plain' ? azureWrapped(node) : node].filter(Boolean));
  if (choice('azure_panel_comes') === 'slides' && shape !== 'page') {
    node.style.transform = 'translateX(700px)';
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        node.style.transform = '';
      }),
    );
  }
  return surface;
}

// Fluent's own dialog: its role is in a shadow root, its content is not.
function azureFluentDialog(node) {
  node.removeAttribute('role');
  node.style.cssText = 'padding:18px 20px';
  return el(
    'fluent-dialog',
    { modal: '', 'aria-label': node.firstChild.textContent, style: '--dialog-height:auto;position:relative;z-index:61' },
    node,
  );
}
// A question; it answers with the word that was pressed.
function azureQuestion({ title, text, answers, keys = [] }) {
  return new Promise((done) => {
    const host = azureOverlays();
    const titleId = azureId('question');
    const finish = (answer) => {
      cover.remove();
      (node.closest('fluent-dialog') || node).remove();
      done(answer);
    };
    const cover = azurePart('div', 'backdrop', { style: 'z-index:60' });
    const buttons = answers.map((answer, at) =>
      azureButton({ text: answer, primary: at === 0, key: keys[at], onPress: () => finish(answer) }),
    );
    const classes = { ibiza: 'fxs-messagebox fxs-popup', fluent: 'ms-Dialog-main' }[azureKit];
    const node = azurePart(
      'div',
      'message-box',
      {
        role: azureKit === 'ibiza' ? null : 'dialog',
        'aria-modal': azureKit === 'ibiza' ? null : 'true',
        'aria-labelledby': titleId,
        ...(classes && { class: classes }),
      },
      el('div', { id: titleId, style: 'font-weight:600;font-size:16px' }, title),
      el('p', {}, text),
      azurePart('div', 'box-buttons', azureKit === 'ibiza' ? { class: 'fxs-messagebox-buttons' } : {}, buttons),
    );
    host.append(cover, azureKit === 'fluent' && rng('azure fluent dialog') < 0.5 ? azureFluentDialog(node) : node);
  });
}

// What the portal tells after an action. Some portals cover the top right corner, some keep it behind a bell.
const azureNews = [];
function azureToast(title, text, bar) {
  azureNews.push([title, text]);
  const way = choice('azure_toast');
  const node = azurePart(
    'div',
    'toast',
    { role: rng('azure toast role') < 0.5 ? 'status' : null, class: azureKit === 'ibiza' ? 'fxs-toast-item fxs-popup' : null },
    el('b', { class: azureKit === 'ibiza' ? 'fxs-toast-title' : null }, title),
    el('div', { class: azureKit === 'ibiza' ? 'fxs-toast-description' : null }, text),
  );
  if (way === 'bar' && bar) {
    bar.replaceChildren(node);
    node.style.width = 'auto';
    return;
  }
  if (way === 'bell') {
    azureRing();
    return;
  }
  const place = way === 'foot' ? 'right:16px;bottom:10px' : 'right:10px;top:46px';
  const host = el('div', { style: `position:fixed;${place};z-index:70` }, node);
  const close = azureButton({
    text: 'Dismiss',
    icon: 'cross',
    bare: true,
    name: 'Dismiss toast notification',
    onPress: () => host.remove(),
  });
  node.prepend(el('div', { style: 'float:right' }, close));
  azureOverlays().append(host);
  later(5000).then(() => host.remove());
}
// A frame has no bell of its own: it asks the shell.
function azureRing() {
  if (azureInFrame) {
    parent.postMessage({ azure: 'news', news: azureNews }, '*');
    return;
  }
  const dot = know(
    'azure news',
    el('span', { style: 'background:#d13438;border-radius:8px;padding:0 5px;font-size:11px' }, String(azureNews.length)),
  );
  const bell = azureBell && azureBell.real();
  if (bell) {
    bell.querySelectorAll('[data-count]').forEach((old) => old.remove());
    dot.dataset.count = '';
    bell.append(dot);
  }
}
let azureBell = null;
function azureOpenNews() {
  const surface = azureSurface({ title: 'Notifications', onClose: () => true, kind: 'context_pane' });
  surface.body.append(
    ...(azureNews.length ? azureNews : [['No new notifications from this session', '']]).map(([title, text]) =>
      azurePart('div', 'section', {}, el('b', {}, title), el('div', {}, text)),
    ),
  );
}
