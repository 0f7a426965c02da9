// Drawings with jQuery UI: its button, dialog, tabs, accordion, checkboxradio, selectmenu and progressbar.
const JQUERY_ICONS = {
  trash: 'trash',
  cross: 'closethick',
  pencil: 'pencil',
  gear: 'gear',
  copy: 'copy',
  right: 'triangle-1-e',
  left: 'triangle-1-w',
  down: 'triangle-1-s',
  upload: 'arrowthick-1-n',
  chat: 'comment',
  out: 'power',
  user: 'person',
};
async function jqueryStyles() {
  const text = await (await fetch('/vendor/jquery-ui.min.css')).text();
  addStyles(text.replaceAll('url("images/', 'url("/vendor/images/'));
  // A dialog's fields keep the focus in a shadow root, too.
  jQuery.widget('ui.dialog', jQuery.ui.dialog, { _allowInteraction: () => true });
}
function jqueryPress(parts, onPress, options) {
  const words = parts.filter((part) => typeof part === 'string'),
    shape = JQUERY_ICONS[options.icon];
  const drawn = shape ? words : parts,
    make = pressElement(options, drawn);
  const alone = shape && !words.length;
  const control = make(alone ? [options.name || ''] : drawn, {
    ...options,
    attributes: { style: options.css || null, ...options.attributes },
  });
  listen(control, onPress);
  const widget = jQuery(control).button({ icon: shape ? `ui-icon-${shape}` : null, showLabel: !alone });
  if (options.primary) control.classList.add('ui-state-active');
  if (!alone && options.name) control.title = options.name;
  control.enable = (on) => {
    control.off = !on;
    widget.button('option', 'disabled', !on);
  };
  return control;
}
function jqueryDialog(size) {
  return (options) => {
    const body = el('div', {}, options.body),
      wanted = options.buttons || [];
    let gone = false;
    const close = () => {
      if (!gone) {
        gone = true;
        jQuery(body).dialog('close');
      }
    };
    jQuery(body).dialog({
      title: options.title,
      modal: true,
      appendTo: stage.over,
      closeOnEscape: false,
      ...size(),
      buttons: wanted.map(([text, act]) => ({ text, click: () => act(close) })),
      close() {
        gone = true;
        options.onClose?.();
        later(0).then(() => jQuery(body).dialog('destroy').remove());
      },
    });
    const node = jQuery(body).dialog('widget').get(0);
    node.querySelectorAll('.ui-dialog-buttonset button').forEach((button, at) => {
      const { key, made } = wanted[at][2] || {};
      button.enable = (on) => jQuery(button).button('option', 'disabled', !on);
      know(key, button);
      made?.(button);
    });
    if (choice('dialog_close') === 'none') node.querySelector('.ui-dialog-titlebar-close').remove();
    return { node, close };
  };
}
const jquerySizes = {
  dialog: () => ({ width: 640, maxHeight: innerHeight - 40 }),
  full_screen: () => ({ width: innerWidth - 20, height: innerHeight - 20, draggable: false, resizable: false }),
  drawer: () => ({
    width: 520,
    height: innerHeight - 4,
    draggable: false,
    resizable: false,
    position: { my: 'right top', at: 'right top', of: window },
  }),
};
function jqueryField(options, form) {
  const [node, input] = fieldForms[form](options);
  input.classList.add('ui-widget', 'ui-widget-content', 'ui-corner-all');
  return [node, input];
}
function jqueryToggle(options, turned, named) {
  const id = named.id || markId('toggle'),
    input = ticked(turned, { ...named, id }),
    label = el('label', { for: id }, 'On');
  const control = el('span', {}, label, input);
  jQuery(input).checkboxradio();
  return [
    control,
    label,
    (on) => {
      input.checked = on;
      jQuery(input).checkboxradio('refresh');
    },
  ];
}
// A list that is a button with a menu; the native one is hidden.
function jquerySelect(options, turned, named) {
  const list = el(
      'select',
      named,
      ['Off', 'On'].map((word) => el('option', {}, word)),
    ),
    control = el('span', {}, list);
  const menus = el('div');
  control.append(menus);
  jQuery(list).selectmenu({
    width: 110,
    appendTo: menus,
    change: () => turned(list.value === 'On'),
    open() {
      know(`${options.key} on`, menus.querySelectorAll('li')[1]?.firstChild);
      announce('menu');
    },
  });
  const button = jQuery(list).selectmenu('widget').get(0);
  return [
    control,
    button,
    (on) => {
      list.value = on ? 'On' : 'Off';
      jQuery(list).selectmenu('refresh');
    },
  ];
}
function jqueryTabs(options) {
  const ids = options.items.map((item) => markId(`tab ${item.name}`)),
    panels = ids.map((id) => el('div', { id }));
  const links = options.items.map((item, at) => know(item.key, el('a', { href: `#${ids[at]}` }, item.name)));
  const node = el(
    'div',
    {},
    el(
      'ul',
      {},
      links.map((link) => el('li', {}, link)),
    ),
    panels,
  );
  const fill = (panel) => {
    panel.replaceChildren();
    options.items[panels.indexOf(panel)].fill(panel);
  };
  options.place.append(node);
  const active = Math.max(
    0,
    options.items.findIndex((item) => item.name === options.chosen),
  );
  jQuery(node).tabs({ active, beforeActivate: (event, ui) => fill(ui.newPanel.get(0)) });
  fill(panels[active]);
}
function jqueryAccordion(options) {
  const panels = options.items.map(() => el('div')),
    heads = options.items.map((item) => know(item.key, el('h3', {}, item.name)));
  const node = el(
    'div',
    {},
    heads.map((head, at) => [head, panels[at]]),
  );
  const fill = (panel) => {
    if (panel) {
      panel.replaceChildren();
      options.items[panels.indexOf(panel)].fill(panel);
    }
  };
  options.place.append(node);
  const active = Math.max(
    0,
    options.items.findIndex((item) => item.name === options.chosen),
  );
  jQuery(node).accordion({
    active,
    heightStyle: 'content',
    collapsible: true,
    beforeActivate: (event, ui) => fill(ui.newPanel.get(0)),
  });
  fill(panels[active]);
}
kits.jqueryui = {
  press: jqueryPress,
  field: jqueryField,
  overlays: Object.fromEntries(Object.entries(jquerySizes).map(([form, size]) => [form, jqueryDialog(size)])),
  toggle: jqueryToggle,
  // It takes a press on its menu in a shadow root for one beside it.
  select: choice('shadow') === 'none' ? jquerySelect : undefined,
  tabs: { tabs: jqueryTabs, accordion: jqueryAccordion },
  spinner() {
    const bar = el('div');
    jQuery(bar).progressbar({ value: false });
    return bar;
  },
};
if (choice('kit') === 'jqueryui') kits.jqueryui.ready = jqueryStyles();
