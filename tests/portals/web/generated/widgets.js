// What the pages are made of: fields, dialogs, menus, toasts. Drawn plainly here; a widget library's own drawing comes first.
const KIT_FIRST = (name) => kit()[name];
function announce(what) {
  window.dispatchEvent(new CustomEvent(`drawn-${what}`));
}

Object.assign(looks, {
  group: 'display:flex;gap:14px;align-items:center;margin-bottom:14px;',
  beside: 'width:190px;flex:none;color:#445;',
  'float-box': 'position:relative;margin-bottom:16px;',
  'float-label': 'position:absolute;left:9px;top:-9px;padding:0 4px;background:#fff;font-size:12px;color:#667;pointer-events:none;',
  backdrop: 'position:fixed;inset:0;background:rgba(0,0,0,.4);',
  dialog:
    'position:fixed;top:50px;left:50%;width:620px;max-width:94vw;max-height:calc(100vh - 80px);overflow:auto;transform:translateX(-50%);' +
    'background:#fff;color:#222;border-radius:6px;box-shadow:0 8px 40px rgba(0,0,0,.4);',
  drawer:
    'position:fixed;top:0;right:0;bottom:0;width:520px;max-width:94vw;overflow:auto;background:#fff;color:#222;' +
    'box-shadow:-4px 0 20px rgba(0,0,0,.3);',
  'full-screen': 'position:fixed;inset:0;overflow:auto;background:#fff;color:#222;',
  'sub-page': 'background:#fff;',
  'inline-panel': 'border:1px solid #ccd;border-radius:4px;margin:14px 0;background:#fff;',
  'dialog-head': 'display:flex;gap:10px;align-items:center;padding:14px 20px;border-bottom:1px solid #e2e2ea;',
  'dialog-title': 'flex:1;margin:0;font-size:18px;font-weight:600;',
  'dialog-body': 'padding:16px 20px;',
  'dialog-foot': 'display:flex;gap:10px;padding:12px 20px;border-top:1px solid #e2e2ea;',
  'menu-holder': 'position:relative;display:inline-block;',
  menu:
    'position:absolute;top:100%;min-width:210px;padding:5px 0;background:#fff;color:#222;border:1px solid #ccd;' +
    'box-shadow:0 4px 14px rgba(0,0,0,.25);z-index:60;',
  toast:
    'padding:11px 16px;margin:6px;width:300px;background:#2f3a4a;color:#fff;border-radius:4px;display:flex;gap:8px;align-items:center;',
  alert: 'padding:11px 16px;margin:0 0 14px;background:#fdf3d8;border:1px solid #ecd9a0;border-radius:4px;color:#553;',
});

// A field. `node.input` is the input, however it is labelled.
const starred = (label, required) => {
  const ways = {
    none: label,
    star: `${label} *`,
    before: `* ${label}`,
    word: required ? `${label} (required)` : label,
    optional: required ? label : `${label} (optional)`,
  };
  return required || choice('required_mark') === 'optional' ? ways[choice('required_mark', 'none')] || label : label;
};
function inputFor({ value = '', placeholder, readonly, required, type = 'text', label, multiline }, attributes = {}) {
  return el(multiline ? 'textarea' : 'input', {
    ...mark('input'),
    ...(multiline ? { rows: 1 } : { type }),
    placeholder,
    readonly: readonly ? '' : null,
    spellcheck: 'false',
    autocomplete: 'off',
    'aria-required': required && choice('required_mark') === 'star' ? 'true' : null,
    name: choice('names') === 'semantic' ? label.toLowerCase().replace(/\W+/g, '_') : null,
    value,
    ...attributes,
  });
}
const fieldForms = {
  for(options) {
    const id = markId(options.label),
      input = inputFor(options, { id });
    return [
      el(
        'div',
        mark('field'),
        wrapped(el('label', { ...mark('label'), for: id }, starred(options.label, options.required))),
        input,
      ),
      input,
    ];
  },
  aria(options) {
    const id = markId(`${options.label} label`),
      by = rng('aria labelledby') < 0.5 ? { 'aria-labelledby': id } : { 'aria-label': options.label };
    const input = inputFor(options, by),
      words = starred(options.label, options.required);
    return [
      el('div', mark('field'), el('span', { ...mark('label'), id: by['aria-label'] ? null : id }, words), wrapped(input)),
      input,
    ];
  },
  placeholder(options) {
    const input = inputFor({ ...options, placeholder: starred(options.label, options.required) });
    if (input.value) input.title = options.label; // what is filled in hides its placeholder
    return [el('div', mark('field'), wrapped(input)), input];
  },
  beside(options) {
    const input = inputFor(options),
      words = el('div', mark('beside'), starred(options.label, options.required));
    return [el('div', mark('group'), words, el('div', { style: 'flex:1' }, wrapped(input))), input];
  },
  above(options) {
    const input = inputFor(options),
      words = el('div', mark('label'), starred(options.label, options.required));
    return [el('div', mark('field'), wrapped(words), wrapped(input)), input];
  },
  floating(options) {
    const tied = rng('floating tied') < 0.5,
      id = tied ? markId(options.label) : null,
      input = inputFor(options, { id });
    const words = el(tied ? 'label' : 'span', { ...mark('float-label'), for: id }, starred(options.label, options.required));
    return [el('div', mark('float-box'), input, words), input];
  },
  wrapped(options) {
    const input = inputFor(options);
    return [
      el('label', mark('field', 'display:block'), el('span', mark('label'), starred(options.label, options.required)), input),
      input,
    ];
  },
};
// Options: label, key, value, required, placeholder, readonly, type, hint, multiline.
function field(options) {
  const form = choice('label', 'for');
  const [node, input] = KIT_FIRST('field') ? kit().field(options, form) : (fieldForms[form] || fieldForms.for)(options);
  const hint = options.hint && choice('hints', 'none') === 'below' ? el('small', mark('hint'), options.hint) : null;
  // Beside its label a field would be squeezed by the hint.
  const whole = hint && form === 'beside' ? el('div', {}, node, hint) : node;
  if (hint && whole === node) node.append(hint);
  know(options.key, input);
  whole.input = input;
  return boxed(whole, true);
}

// Dialogs, and what takes their place. `buttons` are lists of text, handler and options of `press`.
let layers = 0;
const layer = () => 1000 + 10 * (layers += 1);
function crossOut(close, key) {
  if (choice('dialog_close', 'cross') === 'none') return null;
  if (choice('dialog_close') === 'word') return press('Close', close, { key, element: 'button', look: 'link' });
  return press('', close, { icon: 'cross', name: 'Close', look: 'icon', key });
}
function dialogParts({ title, body, buttons = [], key }, close) {
  const id = markId('dialog title');
  const made = buttons.map(([text, act, options = {}]) => press(text, () => act(close), options));
  const head = el(
    'div',
    mark('dialog-head'),
    el(oneOf('title tag', ['h2', 'h4', 'div', 'span']), { ...mark('dialog-title'), id }, title),
  );
  const atHead = choice('save_at', 'foot') === 'head' && key;
  if (atHead) head.append(...made);
  const cross = crossOut(() => close());
  if (cross) head.append(cross);
  const foot =
    made.length && !atHead
      ? el('div', mark('dialog-foot', `justify-content:${oneOf('foot', ['flex-end', 'flex-start'])}`), made)
      : null;
  const inner = el('div', mark('dialog-body'), body);
  const form =
    key && choice('form_tag', 'div') === 'form'
      ? el('form', { onsubmit: (event) => event.preventDefault() }, inner, foot)
      : [inner, foot];
  return { id, parts: [head, form].flat().filter(Boolean) };
}
// What says that a box is a dialog: nothing, a role, a role with a name.
function dialogRole(id) {
  const ways = { none: {}, role: { role: 'dialog' }, named: { role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': id } };
  return ways[choice('dialog_role', 'named')] || ways.named;
}
function fading(nodes) {
  for (const node of nodes) node.style.opacity = '0';
  for (const node of nodes) {
    node.style.transition = 'opacity .2s';
  }
  requestAnimationFrame(() => {
    for (const node of nodes) node.style.opacity = '1';
  });
  return () => {
    for (const node of nodes) {
      node.style.opacity = '0';
      node.style.pointerEvents = 'none';
    }
    later(200).then(() => nodes.forEach((node) => node.remove()));
  };
}
function floatingBox(kind, options) {
  let gone = () => {};
  const close = () => {
    gone();
    options.onClose?.();
  };
  const { id, parts } = dialogParts(options, close),
    above = layer();
  const native = kind === 'dialog' && choice('dialog_tag', 'div') === 'dialog';
  const box = el(
    native ? 'dialog' : 'div',
    { ...mark(kind, native ? 'border:0;padding:0;margin:0' : ''), ...(native ? {} : dialogRole(id)) },
    parts,
  );
  box.style.zIndex = above + 1;
  const back = native ? null : el('div', mark('backdrop', `z-index:${above}`));
  stage.over.append(...[back, box].filter(Boolean));
  if (native) {
    box.addEventListener('cancel', (event) => event.preventDefault());
    box.showModal();
  }
  gone = fading([back, box].filter(Boolean));
  return { node: box, close };
}
const overlayForms = {
  dialog: (options) => floatingBox('dialog', options),
  drawer: (options) => floatingBox('drawer', options),
  full_screen: (options) => floatingBox('full-screen', options),
  page(options) {
    const place = options.place,
      before = [...place.childNodes];
    const close = () => {
      place.replaceChildren(...before);
      options.onClose?.();
    };
    const box = el('div', mark('sub-page'), dialogParts(options, close).parts);
    place.replaceChildren(box);
    return { node: box, close };
  },
  inline(options) {
    const close = () => {
      box.remove();
      options.onClose?.();
    };
    const box = el('div', mark('inline-panel'), dialogParts(options, close).parts);
    options.place.append(box);
    box.scrollIntoView?.({ block: 'nearest' });
    return { node: box, close };
  },
};
// Options: title, body, buttons, key, form, place (of a page or an inline panel), onClose.
function overlay(options) {
  const form = options.form || 'dialog';
  const draw = kit().overlays?.[form] || overlayForms[form] || overlayForms.dialog;
  const drawn = draw(options);
  know(options.key, drawn.node);
  announce('dialog');
  return drawn;
}
// Asks before something is done.
const CONFIRMS = [
  ['Yes', 'Cancel'],
  ['OK', 'Cancel'],
  ['Yes', 'No'],
];
function sure(text, key, words = oneOf('confirm words', CONFIRMS)) {
  return new Promise((done) => {
    const decide = (answer) => (close) => {
      done(answer);
      close();
    };
    const buttons = [
      [words[0], decide(true), { primary: true, key }],
      [words[1], decide(false)],
    ];
    const ordered = rng('confirm order') < 0.5 ? buttons : buttons.reverse();
    const title = oneOf('confirm title', ['Are you sure?', 'Confirm', 'Please confirm']);
    const body = [title === 'Are you sure?' ? '' : 'Are you sure? ', text].filter(Boolean);
    overlay({ title, body: el('p', { style: 'margin:0' }, body), buttons: ordered, onClose: () => done(false) });
  });
}

// Menus. A press outside closes them.
const openMenus = new Set();
document.addEventListener('click', (event) => {
  for (const menu of [...openMenus]) if (!event.composedPath().includes(menu.holder)) menu.close();
});
function menuOpening(holder, box, keeps) {
  const menu = {
    holder,
    open() {
      if (openMenus.has(menu)) return;
      for (const other of [...openMenus]) if (!other.holder.contains(holder)) other.close();
      openMenus.add(menu);
      if (keeps) box.style.display = '';
      else holder.append(box);
      menu.onOpen?.();
      if (box.getBoundingClientRect().right > innerWidth) Object.assign(box.style, { left: 'auto', right: '0' });
      announce('menu');
    },
    close() {
      openMenus.delete(menu);
      if (keeps) box.style.display = 'none';
      else box.remove();
    },
    turn() {
      if (openMenus.has(menu)) menu.close();
      else menu.open();
    },
  };
  return menu;
}
// Options: text, icon, name, key, side ('left' or 'right'), hover, fill(box, menu): called at each opening.
function menu(options) {
  const keeps = choice('closed_menus', 'removed') === 'hidden',
    holder = el('div', mark('menu-holder'));
  const box = el('div', mark('menu', `${options.side || 'left'}:0;${options.css || ''}`));
  if (keeps) {
    box.style.display = 'none';
    holder.append(box);
  }
  const opened = menuOpening(holder, box, keeps);
  opened.onOpen = () => options.fill(box, opened);
  const opener = press(options.text || '', () => (options.hover ? options.onPress?.() : opened.turn()), {
    key: options.key,
    icon: options.icon,
    name: options.name,
    look: options.look || 'item',
    css: 'display:inline-block;width:auto;',
    attributes: choice('dialog_role') === 'named' ? { 'aria-haspopup': 'true' } : {},
  });
  if (options.hover) {
    holder.addEventListener('mouseenter', opened.open);
    holder.addEventListener('mouseleave', opened.close);
  }
  holder.prepend(opener);
  return holder;
}

// Toasts.
let toastHolder = null;
const CORNERS = ['top:60px;right:10px', 'bottom:14px;right:10px', 'bottom:14px;left:10px', 'top:8px;left:calc(50% - 160px)'];
function toast(text, { stays = false, key, buttons = [] } = {}) {
  if (KIT_FIRST('toast')) return kit().toast(text, { stays, key, buttons });
  if (!toastHolder?.isConnected)
    toastHolder = el('div', { style: `position:fixed;${oneOf('toast corner', CORNERS)};z-index:5000` });
  (stage.over.isConnected ? stage.over : document.body).append(toastHolder);
  const role = oneOf('toast role', [null, 'status', 'alert']);
  const close = () => one.remove();
  const one = el('div', { ...mark('toast'), role }, el('div', { style: 'flex:1' }, text), buttons);
  if (stays) one.append(press('', close, { icon: 'cross', name: 'Dismiss', look: 'icon', key }));
  else later(4500).then(close);
  toastHolder.prepend(one);
  return close;
}
