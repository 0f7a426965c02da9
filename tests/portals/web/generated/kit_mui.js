// Drawings with MUI: each control is a small React tree of its own, in a holder.
const mui = window.MaterialUI,
  muiMake = window.React?.createElement;

// Emotion writes its rules into the document's head; shadow roots get them from a sheet that has the same.
function muiStyles() {
  const mirror = new CSSStyleSheet(),
    insert = CSSStyleSheet.prototype.insertRule;
  sheets.unshift(mirror);
  document.adoptedStyleSheets = sheets;
  CSSStyleSheet.prototype.insertRule = function insertBoth(rule, at) {
    if (this.ownerNode?.dataset?.emotion)
      try {
        insert.call(mirror, rule, mirror.cssRules.length);
      } catch {
        /* the original says so */
      }
    return insert.call(this, rule, at);
  };
}
// A holder with something in it, that can be drawn anew.
function muiMount(draw, holder = el('span')) {
  const root = ReactDOM.createRoot(holder);
  const render = () => ReactDOM.flushSync(() => root.render(draw()));
  render();
  return { holder, render };
}
const muiRaw = (node) =>
  muiMake('span', {
    ref: (place) => {
      if (place && !place.firstChild) place.append(node);
    },
  });
const MUI_TAGS = { button: 'button', link: 'a', role: 'div', bare: 'div' };

function muiPress(parts, onPress, options) {
  const words = parts.filter((part) => typeof part === 'string'),
    shape = options.icon && muiRaw(icon(options.icon));
  const others = parts
    .filter((part, at) => typeof part !== 'string' && !(at === 0 && options.icon))
    .map((node, at) => muiMake('span', { key: at }, muiRaw(node)));
  let control = null,
    off = false;
  const tag = MUI_TAGS[options.element || choice('elements')] || 'button';
  const props = () => ({
    ref: (node) => {
      control = node || control;
    },
    disabled: off,
    component: tag,
    href: tag === 'a' ? options.href || '#' : undefined,
    type: tag === 'button' ? 'button' : undefined,
    size: options.css ? 'small' : undefined,
    color: options.css ? 'inherit' : undefined,
    ...options.attributes,
    onClick: (event) => {
      if (tag === 'a') event.preventDefault();
      if (!off) onPress(event);
    },
  });
  const variant = options.primary ? 'contained' : oneOf('mui variant', ['outlined', 'text']);
  const plain = () =>
    words.length || others.length
      ? muiMake(mui.Button, { ...props(), variant, startIcon: shape }, words, others)
      : muiMake(mui.IconButton, { ...props(), size: 'small', color: 'inherit' }, shape);
  const tipped = () => (options.name && !words.length && !off ? muiMake(mui.Tooltip, { title: options.name }, plain()) : plain());
  const { holder, render } = muiMount(tipped);
  control.enable = (on) => {
    off = !on;
    render();
  };
  control.holder = holder;
  return control;
}
function muiField(options, form) {
  let input = null;
  const labelled = ['for', 'floating', 'wrapped'].includes(form),
    words = starred(options.label, options.required);
  const named = form === 'aria' ? { 'aria-label': options.label } : {};
  const placeholder = form === 'placeholder' ? words : options.placeholder;
  const title = form === 'placeholder' && options.value ? options.label : undefined;
  const draw = () =>
    muiMake(mui.TextField, {
      fullWidth: true,
      size: 'small',
      margin: labelled ? 'normal' : 'dense',
      variant: oneOf('mui field', ['outlined', 'filled', 'standard']),
      placeholder,
      id: labelled ? markId(options.label) : undefined,
      label: labelled ? words : undefined,
      hiddenLabel: !labelled,
      type: options.type,
      defaultValue: options.value || '',
      multiline: options.multiline,
      inputRef: (node) => {
        input = node || input;
      },
      InputProps: { readOnly: options.readonly },
      inputProps: { ...named, title, spellCheck: false, autoComplete: 'off' },
    });
  const { holder } = muiMount(draw, el('div', { style: 'flex:1' }));
  const visible = ['aria', 'above', 'beside'].includes(form)
    ? el(form === 'beside' ? 'div' : 'span', mark(form === 'beside' ? 'beside' : 'label'), words)
    : null;
  return [el('div', form === 'beside' ? mark('group') : {}, visible, holder), input];
}
function muiTitle(title, buttons) {
  return muiMake(
    mui.DialogTitle,
    { key: 'title', component: 'div', sx: { display: 'flex', gap: 1, alignItems: 'center' } },
    muiMake('span', { style: { flex: 1 } }, title),
    buttons.map((button, at) => muiMake('span', { key: at }, muiRaw(button))),
  );
}
// A Dialog or a Drawer; it goes when its transition has ended.
function muiOverlay(wrap) {
  return (options) => {
    let open = true,
      node = null;
    const close = () => {
      open = false;
      render();
      options.onClose?.();
      later(400).then(() => holder.remove());
    };
    const buttons = (options.buttons || []).map(([text, act, more = {}]) => press(text, () => act(close), more));
    const atHead = choice('save_at') === 'head' && options.key,
      cross = crossOut(() => close());
    const body = el('div', { style: 'padding-top:6px' }, options.body);
    const parts = () => [
      muiTitle(options.title, [...(atHead ? buttons : []), cross].filter(Boolean)),
      muiMake(mui.DialogContent, { key: 'content' }, muiRaw(body)),
      atHead
        ? null
        : muiMake(
            mui.DialogActions,
            { key: 'actions' },
            buttons.map((button, at) => muiMake('span', { key: at }, muiRaw(button))),
          ),
    ];
    const shared = { disableEnforceFocus: true, disableRestoreFocus: true, container: stage.over };
    const draw = () =>
      wrap(
        {
          open,
          ...shared,
          PaperProps: {
            ref: (paper) => {
              node = paper || node;
            },
          },
        },
        parts(),
      );
    const { holder, render } = muiMount(draw, el('div'));
    stage.over.append(holder);
    return { node, close };
  };
}
function muiSwitch(options, turned, named) {
  let input = null,
    on = options.on;
  const draw = () =>
    muiMake(mui.Switch, {
      checked: on,
      onChange: (event) => turned(event.target.checked),
      inputProps: named,
      inputRef: (node) => {
        input = node || input;
      },
    });
  const { holder, render } = muiMount(draw);
  return [
    holder,
    input,
    (state) => {
      on = state;
      render();
    },
  ];
}
// A list that is a text with a menu, which comes at the end of the page.
function muiSelect(options, turned, named) {
  let on = options.on;
  const item = (word) =>
    muiMake(
      mui.MenuItem,
      {
        key: word,
        value: word,
        ref:
          word === 'On'
            ? (node) => {
                if (node) know(`${options.key} on`, node);
              }
            : undefined,
      },
      word,
    );
  const draw = () =>
    muiMake(
      mui.Select,
      {
        value: on ? 'On' : 'Off',
        size: 'small',
        onChange: (event) => turned(event.target.value === 'On'),
        MenuProps: { container: stage.over, disableEnforceFocus: true },
        SelectDisplayProps: named,
        onOpen: () => announce('menu'),
      },
      item('Off'),
      item('On'),
    );
  const { holder, render } = muiMount(draw);
  const shown = holder.querySelector('[role=combobox]');
  return [
    holder,
    shown,
    (state) => {
      on = state;
      render();
    },
  ];
}
// Tabs and segmented buttons, with a panel under them.
function muiTabs(one, many) {
  return (options) => {
    const panel = el('div', { style: 'padding-top:14px' });
    let chosen = options.items.find((item) => item.name === options.chosen) || options.items[0];
    const keyed = (item) => (node) => {
      if (node) know(item.key, node);
    };
    const choose = (name) => {
      chosen = options.items.find((item) => item.name === name) || chosen;
      render();
      panel.replaceChildren();
      const fresh = el('div');
      panel.append(fresh);
      chosen.fill(fresh);
    };
    const items = () => options.items.map((item) => one({ key: item.name, value: item.name, ref: keyed(item) }, item.name));
    const { holder, render } = muiMount(
      () => many({ value: chosen.name, onChange: (event, name) => choose(name) }, items()),
      el('div'),
    );
    options.place.append(holder, panel);
    choose(chosen.name);
  };
}
function muiAccordion(options) {
  const bodies = new Map(options.items.map((item) => [item, el('div')]));
  const part = (item) =>
    muiMake(
      mui.Accordion,
      {
        key: item.name,
        defaultExpanded: item.name === options.chosen,
        disableGutters: true,
        onChange: (event, open) => {
          if (open) {
            bodies.get(item).replaceChildren();
            item.fill(bodies.get(item));
          }
        },
      },
      muiMake(
        mui.AccordionSummary,
        {
          ref: (node) => {
            if (node && item.key) know(item.key, node);
          },
        },
        item.name,
      ),
      muiMake(mui.AccordionDetails, {}, muiRaw(bodies.get(item))),
    );
  const { holder } = muiMount(() => muiMake(React.Fragment, {}, options.items.map(part)), el('div'));
  options.place.append(holder);
  const first = options.items.find((item) => item.name === options.chosen);
  if (first) first.fill(bodies.get(first));
}
function muiToast(text, { stays, key }) {
  let open = true;
  const close = () => {
    open = false;
    render();
    later(400).then(() => holder.remove());
  };
  const action = muiMake(
    mui.Button,
    {
      color: 'inherit',
      size: 'small',
      onClick: close,
      ref: (node) => {
        if (node && key) know(key, node);
      },
    },
    'Dismiss',
  );
  const place = oneOf('mui toast', [
    ['bottom', 'left'],
    ['top', 'right'],
    ['bottom', 'center'],
  ]);
  const draw = () =>
    muiMake(mui.Snackbar, {
      open,
      message: text,
      action: stays ? action : null,
      anchorOrigin: { vertical: place[0], horizontal: place[1] },
    });
  const { holder, render } = muiMount(draw, el('div'));
  (stage.over.isConnected ? stage.over : document.body).append(holder);
  if (!stays) later(4500).then(close);
  return close;
}
kits.mui = {
  press: muiPress,
  field: muiField,
  overlays: {
    dialog: muiOverlay((props, parts) => muiMake(mui.Dialog, { ...props, fullWidth: true, maxWidth: 'sm' }, parts)),
    full_screen: muiOverlay((props, parts) => muiMake(mui.Dialog, { ...props, fullScreen: true }, parts)),
    drawer: muiOverlay((props, parts) =>
      muiMake(mui.Drawer, { ...props, anchor: 'right' }, muiMake('div', { style: { width: 520 } }, parts)),
    ),
  },
  toggle: muiSwitch,
  select: muiSelect,
  tabs: {
    tabs: muiTabs(
      (props, name) => muiMake(mui.Tab, { ...props, label: name }),
      (props, items) => muiMake(mui.Tabs, props, items),
    ),
    buttons: muiTabs(
      (props, name) => muiMake(mui.ToggleButton, props, name),
      (props, items) => muiMake(mui.ToggleButtonGroup, { ...props, exclusive: true }, items),
    ),
    accordion: muiAccordion,
  },
  toast: muiToast,
  spinner: () => muiMount(() => muiMake(mui.CircularProgress), el('div', { style: 'padding:40px;text-align:center' })).holder,
};
if (choice('kit') === 'mui') muiStyles();
