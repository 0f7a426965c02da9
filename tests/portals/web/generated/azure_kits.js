// Azure's controls, drawn by the choice `azure_kit`. What is returned is an element with `off(flag)`, which greys it out,
// and `real()`: what a person presses or types into.
const azureUse = (node, more = {}) => Object.assign(node, { off: () => {}, real: () => node, ...more });
const azureKnow = (key, node) => {
  if (key) know(key, node.real ? node.real() : node);
  return node;
};
// How a control looks that can't be used now: some products leave it to the looks.
function azureGrey(node, flag, native) {
  node.azureOff = flag;
  node.style.opacity = flag ? '.45' : '';
  const how = choice('azure_greyed');
  if (native && how !== 'aria' && how !== 'look') node.disabled = flag;
  else if (how !== 'look') node.setAttribute('aria-disabled', String(flag));
  if (how === 'look') node.style.cursor = flag ? 'default' : 'pointer';
}
const azureGuarded = (node, onPress) => (event) => {
  event.preventDefault();
  if (!node.azureOff) onPress(event);
};
// A press by the keyboard too, as products have it for what is no button of the browser's own.
const azureKeys = (node, act) =>
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') act(event);
  });

const azureInside = ({ text, icon, bare }) => {
  if (icon && bare) return [azureIcon(icon)];
  return [icon && (azureGlyph(icon) ? el('span', {}, azureGlyph(icon)) : azureIcon(icon)), text && el('span', {}, text)];
};
function azureByElement(kind, { text, icon, bare, name, title, primary, quiet, link, onPress }) {
  const look = link ? 'link' : primary ? 'primary' : quiet || (icon && bare) ? 'quiet' : 'button';
  const named = { 'aria-label': name || (icon && bare && !title ? text : null), title: title || null };
  let node;
  const act = (event) => azureGuarded(node, onPress)(event);
  const inside = azureInside({ text, icon, bare });
  if (kind === 'input') node = azurePart('input', look, { type: 'button', value: text, ...named, onclick: act });
  else if (kind === 'link') node = azurePart('a', look, { href: '#', ...named, onclick: act }, inside);
  else if (kind === 'role')
    node = azurePart('div', look, { role: 'button', tabindex: '0', ...named, onclick: act, style: 'display:inline-flex' }, inside);
  else if (kind === 'bare') node = azurePart('span', look, { ...named, onclick: act, style: 'display:inline-flex;cursor:pointer' }, inside);
  else node = azurePart('button', look, { type: 'button', ...named, onclick: act }, inside);
  if (kind === 'role') azureKeys(node, act);
  return node;
}
function azurePlainButton(wanted) {
  let kind = wanted.link ? 'link' : choice('azure_elements');
  // A field to press takes no drawing.
  if (kind === 'input' && wanted.icon) kind = 'button';
  const node = azureByElement(kind, wanted);
  return azureUse(node, { off: (flag) => azureGrey(node, flag, kind === 'button' || kind === 'input') });
}
function azureIbizaButton({ text, icon, bare, name, title, primary, link, quiet, onPress }) {
  const inside = icon ? azureInside({ text, icon, bare }) : el('span', { class: 'fxs-button-text' }, text);
  const node = azurePart(
    link ? 'a' : 'div',
    link ? 'link' : primary ? 'primary' : icon || quiet ? 'quiet' : 'button',
    {
      class: link ? 'fxc-link ext-link' : 'fxc-simplebutton fxs-button',
      role: link ? 'link' : 'button',
      tabindex: '0',
      title: title || (bare ? text : null),
      'aria-label': name || null,
      style: 'display:inline-flex',
    },
    inside,
  );
  const act = azureGuarded(node, onPress);
  node.addEventListener('click', act);
  azureKeys(node, act);
  return azureUse(node, { off: (flag) => azureGrey(node, flag, false) });
}
function azureFluentButton({ text, icon, bare, name, title, primary, link, quiet, onPress }) {
  const tag = link && !icon ? 'fluent-anchor' : 'fluent-button';
  const appearance = primary ? 'accent' : link ? 'hypertext' : quiet || icon ? 'stealth' : 'neutral';
  const node = el(
    tag,
    {
      appearance,
      title: title || null,
      'aria-label': name || (bare && icon && !title ? text : null),
      href: tag === 'fluent-anchor' ? '#' : null,
    },
    icon && el('span', { slot: bare ? null : 'start' }, azureIcon(icon)),
    !(bare && icon) && text,
  );
  node.addEventListener('click', azureGuarded(node, onPress));
  return azureUse(node, {
    off: (flag) => {
      node.azureOff = flag;
      node.disabled = flag;
      node.toggleAttribute('disabled', flag);
    },
  });
}
function azureBootstrapButton({ text, icon, bare, name, title, primary, link, quiet, onPress }) {
  const node = el(
    link ? 'a' : 'button',
    {
      type: link ? null : 'button',
      href: link ? '#' : null,
      title: title || null,
      'aria-label': name || (bare && icon && !title ? text : null),
      class: link
        ? 'link-primary'
        : `btn btn-sm ${primary ? 'btn-primary' : quiet || icon ? 'btn-link text-reset text-decoration-none' : 'btn-outline-secondary'}`,
    },
    azureInside({ text, icon, bare }),
  );
  node.addEventListener('click', azureGuarded(node, onPress));
  return azureUse(node, { off: (flag) => azureGrey(node, flag, !link) });
}

// The commands of a bar; Azure's classic blades have them as list items with a label in a button.
function azureIbizaCommand({ text, icon, name, onPress }) {
  const button = el(
    'div',
    {
      role: 'button',
      tabindex: '0',
      'aria-label': name || text,
      class: 'azc-toolbarButton-container fxs-portal-hover',
      style: 'display:flex;gap:6px;padding:4px 10px;cursor:pointer',
    },
    azureIcon(icon),
    el('div', { class: 'azc-toolbarButton-label fxs-commandBar-item-text', 'data-telemetryname': `Command-${text}` }, text),
  );
  const item = el('li', { role: 'presentation', title: text, class: 'fxs-commandBar-item' }, button);
  const act = azureGuarded(button, onPress);
  button.addEventListener('click', act);
  azureKeys(button, act);
  return azureUse(item, {
    real: () => button,
    off: (flag) => {
      azureGrey(button, flag, false);
      button.setAttribute('aria-disabled', String(flag));
    },
  });
}
const azureCommand = (wanted) => {
  if (azureKit === 'ibiza') return azureKnow(wanted.key, azureIbizaCommand(wanted));
  const button = azureButton({ ...wanted, quiet: true });
  const item = el('li', { style: 'display:inline-flex' }, button);
  return azureUse(item, { real: () => button, off: button.off });
};
const azureBar = (...commands) => azurePart('ul', 'command-bar', { role: 'toolbar', 'aria-label': 'Commands' }, commands);

// Some forms hear what is typed, others only when the field is left.
function azureHear(node, onInput) {
  if (!onInput) return;
  node.addEventListener('input', () => onInput(choice('azure_heard') === 'leaving'));
  if (choice('azure_heard') === 'leaving') node.addEventListener('change', () => onInput(false));
}
function azurePlainField({ value = '', hint, readonly, name, id, onInput }) {
  const node = azurePart('input', 'field', {
    type: 'text',
    value,
    placeholder: hint || null,
    readonly,
    'aria-label': name || null,
    id,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  azureHear(node, onInput);
  if (azureKit === 'ibiza') node.className = 'azc-input azc-formControl';
  return azureUse(node, {
    read: () => node.value,
    off: (flag) => {
      node.disabled = flag;
    },
  });
}
function azureFluentField({ value = '', hint, readonly, name, id, onInput }) {
  const node = el('fluent-text-field', {
    placeholder: hint || null,
    readonly,
    'aria-label': name || null,
    id,
    style: 'width:100%',
    appearance: rng('azure field') < 0.5 ? 'outline' : 'filled',
  });
  node.setAttribute('value', value);
  node.value = value;
  azureHear(node, onInput);
  // The field of the browser's own comes with the element's own tree, once it is in the document.
  return azureUse(node, { read: () => node.value, real: () => (node.shadowRoot && $('input', node.shadowRoot)) || node });
}
// Check boxes and radio buttons for the default one of several rows.
function azureTick({ kind, name, title, group, checked, onChange }) {
  if (azureKit === 'fluent') {
    const node = el(`fluent-${kind}`, { 'aria-label': name || null, title: title || null, name: group });
    node.checked = checked;
    node.addEventListener('change', onChange);
    return azureUse(node, {
      read: () => node.checked,
      set: (flag) => {
        node.checked = flag;
      },
    });
  }
  const node = el('input', { type: kind, 'aria-label': name || null, title: title || null, name: group, checked, onchange: onChange });
  if (azureKit === 'bootstrap') node.className = 'form-check-input';
  return azureUse(node, {
    read: () => node.checked,
    set: (flag) => {
      node.checked = flag;
    },
  });
}

const AZURE_BUTTONS = { plain: azurePlainButton, ibiza: azureIbizaButton, fluent: azureFluentButton, bootstrap: azureBootstrapButton };
const azureButton = (wanted) => azureKnow(wanted.key, AZURE_BUTTONS[azureKit](wanted));
const azureField = (wanted) => (azureKit === 'fluent' ? azureFluentField : azurePlainField)(wanted);
// A fluent field has no field of the browser's own at first.
async function azureKnowField(key, field) {
  for (let tries = 0; azureKit === 'fluent' && field.real() === field && tries < 100; tries += 1) await new Promise(requestAnimationFrame);
  know(key, field.real());
}

// What a kit needs besides scripts of ours: Fluent's elements are a module, Bootstrap's looks a style sheet.
async function azureFetchKit(root) {
  if (azureKit === 'bootstrap') {
    const sheets = [...new Set([document.head, root])].map((place) => {
      const sheet = el('link', { rel: 'stylesheet', href: '/vendor/bootstrap.min.css' });
      const loaded = new Promise((done) => {
        sheet.onload = done;
        sheet.onerror = done;
      });
      place.append(sheet);
      return loaded;
    });
    await Promise.all(sheets);
  }
  if (azureKit === 'fluent' && !customElements.get('fluent-button')) {
    document.head.append(el('script', { type: 'module', src: '/vendor/web-components.min.js' }));
    await customElements.whenDefined('fluent-text-field');
    await customElements.whenDefined('fluent-button');
  }
}
