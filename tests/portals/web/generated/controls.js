// Switches and tabs.
Object.assign(looks, {
  'switch-row': 'display:flex;gap:12px;align-items:center;margin:12px 0;',
  'switch-column': 'display:block;margin:12px 0;',
  'knob-track':
    'display:inline-block;position:relative;width:58px;height:24px;border-radius:12px;cursor:pointer;color:#fff;font-size:11px;' +
    'line-height:24px;text-align:center;vertical-align:middle;border:0;padding:0;',
  knob: 'position:absolute;top:3px;width:18px;height:18px;border-radius:50%;background:#fff;transition:left .15s;',
  'tab-bar': 'display:flex;gap:2px;border-bottom:1px solid #ccd;margin:0 0 16px;padding:0;list-style:none;',
  tab:
    'display:inline-block;padding:9px 15px;border:1px solid transparent;background:none;color:#1f5fbf;' +
    'font:inherit;cursor:pointer;text-decoration:none;',
  'tab-chosen':
    'display:inline-block;padding:9px 15px;border:1px solid #ccd;border-bottom-color:#fff;background:#fff;color:#222;font:inherit;' +
    'cursor:pointer;text-decoration:none;',
  'pill-holder': 'display:flex;gap:24px;',
  'pill-bar': 'width:190px;flex:none;',
  pill:
    'display:block;width:100%;padding:9px 12px;border:0;background:none;color:#1f5fbf;font:inherit;' +
    'text-align:left;cursor:pointer;text-decoration:none;',
  'pill-chosen':
    'display:block;width:100%;padding:9px 12px;border:0;background:#e3ecfa;color:#123;font:inherit;text-align:left;cursor:pointer;' +
    'text-decoration:none;',
  'segment-bar': 'display:inline-flex;border:1px solid #aab;border-radius:5px;overflow:hidden;margin-bottom:16px;',
  segment:
    'display:inline-block;padding:7px 14px;border:0;border-right:1px solid #ccd;background:#fff;color:#222;font:inherit;cursor:pointer;' +
    'text-decoration:none;',
  'segment-chosen':
    'display:inline-block;padding:7px 14px;border:0;border-right:1px solid #ccd;background:#1f5fbf;color:#fff;font:inherit;' +
    'cursor:pointer;text-decoration:none;',
  'tab-panel': 'flex:1;min-width:0;',
  'fold-head':
    'display:block;width:100%;padding:11px 14px;border:1px solid #dde;background:#f7f7fa;color:#222;font:inherit;text-align:left;' +
    'cursor:pointer;text-decoration:none;',
  'fold-body': 'padding:14px;border:1px solid #dde;border-top:0;',
});

// Switches. Each form returns [control, input or what has the state, show(on)]; `turned(on)` is what a person wants.
function track(on) {
  const knob = el('span', mark('knob'));
  const node = el('span', mark('knob-track'), knob);
  const show = (state) => {
    node.style.background = state ? '#2e9e4f' : '#98a0ab';
    knob.style.left = state ? '37px' : '3px';
  };
  show(on);
  return { node, show };
}
function ticked(turned, attributes = {}) {
  const input = el('input', { type: 'checkbox', ...attributes });
  input.addEventListener('change', () => turned(input.checked));
  return input;
}
// What is a switch by its aria-checked.
const checkedBy = (control, show) => [
  control,
  control,
  (on) => {
    control.setAttribute('aria-checked', String(on));
    show(on);
  },
];
const switchForms = {
  checkbox(options, turned, named) {
    const input = ticked(turned, { ...mark('check'), ...named });
    return [
      input,
      input,
      (on) => {
        input.checked = on;
      },
    ];
  },
  aria(options, turned, named) {
    const { node, show } = track(options.on);
    const control = el(
      'button',
      { ...mark('knob-track', 'background:none'), type: 'button', role: 'switch', 'aria-checked': 'false', ...named },
      node,
    );
    control.addEventListener('click', () => turned(control.getAttribute('aria-checked') !== 'true'));
    return checkedBy(control, show);
  },
  // An input of no size in a label that says On or Off: the label is what is pressed.
  zero_size(options, turned, named) {
    const input = ticked(turned, { style: 'position:absolute;width:0;height:0;opacity:0;margin:0', ...named });
    const words = [el('span', {}, 'On'), el('span', {}, 'Off')];
    const { node, show } = track(options.on);
    node.prepend(el('span', { style: 'display:block' }, words));
    const control = el('label', { style: 'position:relative;cursor:pointer' }, input, node);
    return [
      control,
      control,
      (on) => {
        input.checked = on;
        show(on);
        words.forEach((word, at) => {
          word.style.cssText = (at === 0) === on ? 'display:block' : 'display:block;visibility:hidden;height:0';
        });
      },
    ];
  },
  radios(options, turned, named) {
    const group = markId('switch');
    const radio = (word, state) => {
      const input = el('input', { type: 'radio', name: group });
      input.addEventListener('change', () => {
        if (input.checked) turned(state);
      });
      return [el('label', { style: 'margin-right:12px;cursor:pointer' }, input, ` ${word}`), input];
    };
    const pair = rng('radio order') < 0.5 ? [radio('On', true), radio('Off', false)] : [radio('Off', false), radio('On', true)];
    const on = pair[rng('radio order') < 0.5 ? 0 : 1],
      off = pair[rng('radio order') < 0.5 ? 1 : 0];
    const role = named['aria-label'] || named['aria-labelledby'] ? 'radiogroup' : null;
    return [
      el(
        'span',
        { ...named, id: null, role },
        pair.map((one) => one[0]),
      ),
      on[0],
      (state) => {
        (state ? on : off)[1].checked = true;
      },
    ];
  },
  select(options, turned, named) {
    const list = el(
      'select',
      { ...mark('list'), ...named },
      ['Off', 'On'].map((word) => el('option', {}, word)),
    );
    list.addEventListener('change', () => turned(list.value === 'On'));
    return [
      list,
      list,
      (on) => {
        list.value = on ? 'On' : 'Off';
      },
    ];
  },
  slider(options, turned, named) {
    const { node, show } = track(options.on);
    const role = oneOf('slider role', [null, 'checkbox', 'switch']);
    const control = el(
      'div',
      { style: 'display:inline-block;cursor:pointer', tabindex: 0, role, 'aria-checked': 'false', ...named },
      node,
    );
    control.addEventListener('click', () => turned(control.getAttribute('aria-checked') !== 'true'));
    control.addEventListener('keydown', (event) => {
      if (event.key === ' ') {
        event.preventDefault();
        control.click();
      }
    });
    return checkedBy(control, show);
  },
};
// A button that does what it says; the state is written beside it.
function switchButton(options, turned) {
  const holder = el('span');
  const show = (on) => {
    const button = press(`${on ? 'Disable' : 'Enable'} ${options.subject}`, () => turned(!on), { key: options.key, primary: !on });
    holder.replaceChildren(
      button,
      el('span', { style: 'margin-left:10px;color:#667' }, on ? `${options.subject} is on` : `${options.subject} is off`),
    );
  };
  const node = el('div', mark('switch-row'), holder);
  return { node, show };
}
// How the name stands at the switch, and whether it is tied to it.
function labelled(options, control, tie, id) {
  const target = tie === 'tied' && id ? { for: id } : {};
  const words = el(
    target.for ? 'label' : oneOf('switch words', ['span', 'div', 'b']),
    { id: tie === 'aria' ? `${id}-name` : null, ...target },
    options.name,
  );
  if (choice('switch_label', 'before') === 'above') return el('div', mark('switch-column'), wrapped(words), wrapped(control));
  const parts = choice('switch_label') === 'after' ? [wrapped(control, true), words] : [words, wrapped(control, true)];
  return el('div', mark('switch-row'), parts);
}
function namedBy(tie, options, id) {
  if (tie === 'tied') return { id };
  if (tie !== 'aria') return {};
  return rng('switch aria') < 0.5 ? { 'aria-label': options.name } : { 'aria-labelledby': `${id}-name` };
}
// Options: name, subject (of a button that says what it does), key, on, turn(on): resolves once it is done, rejects if it is refused.
// `node.set(on)` shows a state.
function toggle(options) {
  const form = choice('switch', 'checkbox');
  let state = options.on,
    show = () => {};
  const turned = async (wanted) => {
    const slow = choice('saving') === 'slow';
    if (slow) later(0).then(() => show(state));
    else show(wanted);
    try {
      if ((await options.turn(wanted)) !== false) state = wanted;
    } catch (error) {
      toast(error.message);
    }
    show(state);
  };
  if (form === 'button') {
    const made = switchButton(options, turned);
    ({ show } = made);
    show(state);
    made.node.set = (on) => {
      state = on;
      show(on);
    };
    return boxed(made.node, true);
  }
  const id = markId(options.name),
    tie = choice('switch_tie', 'tied');
  const library = { kit: kit().toggle, select: kit().select }[form];
  const draw = library || switchForms[form] || switchForms.checkbox;
  const [control, pressedOne, shown] = draw(options, turned, namedBy(tie, options, id));
  show = shown;
  show(state);
  know(options.key, pressedOne);
  const tiesById = tie === 'tied' && ['checkbox', 'aria', 'zero_size', 'select', 'kit'].includes(form);
  const node = labelled(options, control, tiesById || tie !== 'tied' ? tie : 'loose', id);
  node.set = (on) => {
    state = on;
    show(on);
  };
  return boxed(node, true);
}

// Tabs. `items`: { name, key, fill(panel) }. Options: items, chosen (a name), place.
const roleOf = (role) => (choice('tab_roles', 'aria') === 'aria' ? role : null);
function tabBar(options, kinds, holder) {
  const bar = el('div', { ...mark(kinds.bar), role: roleOf('tablist') }),
    panel = el('div', { ...mark('tab-panel'), role: roleOf('tabpanel') });
  const many = choice('panels', 'one') === 'all',
    panels = new Map();
  const panelOf = (item) => {
    if (!many) {
      const fresh = el('div');
      panel.replaceChildren(fresh);
      return fresh;
    }
    for (const [name, one] of panels) one.style.display = name === item.name ? '' : 'none';
    return panels.get(item.name);
  };
  const show = (item) => {
    bar.replaceChildren(
      ...options.items.map((one) => {
        const on = one === item,
          look = on ? kinds.chosen : kinds.tab;
        const attributes = roleOf('tab') ? { 'aria-selected': String(on) } : {};
        return press(one.name, () => show(one), { look, key: one.key, role: roleOf('tab'), attributes });
      }),
    );
    item.fill(panelOf(item));
  };
  if (many) {
    for (const item of options.items) {
      const one = el('div');
      panels.set(item.name, one);
      panel.append(one);
      if (item.name !== options.chosen) {
        one.style.display = 'none';
        if (!item.key) item.fill(one);
      }
    }
  }
  options.place.append(holder(bar, panel));
  show(options.items.find((item) => item.name === options.chosen) || options.items[0]);
}
function foldable(item, open) {
  const body = el('div', mark('fold-body'));
  const mine = roleOf('button') ? 'true' : null;
  const attributes = mine ? { 'aria-expanded': 'false' } : {};
  const control = press([item.name], () => turn(), { look: 'fold-head', key: item.key, icon: 'down', attributes, bare: true });
  const node = el('div', {}, boxed(control, true));
  const turn = () => {
    if (mine) control.setAttribute('aria-expanded', String(!body.isConnected));
    if (body.isConnected) {
      body.remove();
      return;
    }
    body.replaceChildren();
    node.append(body);
    item.fill(body);
  };
  if (open) turn();
  return node;
}
const tabForms = {
  tabs: (options) =>
    tabBar(options, { bar: 'tab-bar', tab: 'tab', chosen: 'tab-chosen' }, (bar, panel) => el('div', {}, wrapped(bar), panel)),
  buttons: (options) =>
    tabBar(options, { bar: 'segment-bar', tab: 'segment', chosen: 'segment-chosen' }, (bar, panel) => el('div', {}, bar, panel)),
  links: (options) =>
    tabBar(options, { bar: 'pill-bar', tab: 'pill', chosen: 'pill-chosen' }, (bar, panel) =>
      el('div', mark('pill-holder'), bar, panel),
    ),
  accordion(options) {
    options.place.append(
      el(
        'div',
        {},
        options.items.map((item) => foldable(item, item.name === options.chosen)),
      ),
    );
  },
  page(options) {
    const list = el('div'),
      back = () => options.place.replaceChildren(list);
    const open = (item) => {
      const body = el('div');
      options.place.replaceChildren(press(['Back'], back, { look: 'link', icon: 'left' }), el('h3', {}, item.name), body);
      item.fill(body);
    };
    list.append(
      ...options.items.map((item) =>
        el(
          'p',
          {},
          press(item.name, () => open(item), { look: 'link', key: item.key }),
        ),
      ),
    );
    options.place.append(list);
    const first = options.items.find((item) => item.name === options.chosen && item.key);
    if (first) open(first);
  },
};
function tabs(options) {
  const form = choice('tab', 'tabs');
  const draw = kit().tabs?.[form] || tabForms[form] || tabForms.tabs;
  draw(options);
}
