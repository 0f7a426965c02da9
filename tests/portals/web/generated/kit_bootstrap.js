// Drawings with Bootstrap 5: its classes, and its own Modal, Offcanvas and Toast.
const bootstrapClasses = {
  input: 'form-control',
  label: 'form-label',
  field: 'mb-3',
  hint: 'form-text',
  group: 'd-flex gap-3 align-items-center mb-3',
  beside: 'col-form-label col-3',
  item: 'dropdown-item',
  menu: 'dropdown-menu show',
  'tab-bar': 'nav nav-tabs mb-3',
  tab: 'nav-link',
  'tab-chosen': 'nav-link active',
  'pill-holder': 'd-flex gap-4',
  'pill-bar': 'nav nav-pills flex-column',
  pill: 'nav-link text-start',
  'pill-chosen': 'nav-link text-start active',
  'segment-bar': 'btn-group mb-3',
  segment: 'btn btn-outline-primary',
  'segment-chosen': 'btn btn-outline-primary active',
  grid: 'table table-hover',
  cell: 'align-middle',
  alert: 'alert alert-warning',
  chip: 'badge rounded-pill text-bg-warning',
  'side-box': 'card card-body my-3',
  tile: 'card card-body text-start',
  'account-row': 'list-group-item list-group-item-action d-flex gap-2',
  'account-line': 'list-group-item d-flex gap-2 align-items-center',
  'fold-head': 'accordion-button',
  'fold-body': 'accordion-body',
  'inline-panel': 'card my-3',
  'dialog-head': 'card-header d-flex gap-2 align-items-center',
  'dialog-body': 'card-body',
  'dialog-foot': 'card-footer d-flex gap-2',
  'dialog-title': 'h5 mb-0 flex-grow-1',
  link: 'btn btn-link p-0',
  crumbs: 'breadcrumb',
  'switch-row': 'd-flex gap-3 align-items-center my-3',
  list: 'list-unstyled',
  button: 'btn btn-outline-secondary',
};
async function bootstrapStyles() {
  addStyles(await (await fetch('/vendor/bootstrap.min.css')).text());
}
function bootstrapPress(parts, onPress, options) {
  const looks =
    options.look === 'icon' ? 'btn btn-link p-1 text-reset' : `btn btn-${options.primary ? 'primary' : bootstrapOutline()}`;
  const cross = options.icon === 'cross' && parts.length === 1;
  const attributes = {
    class: cross ? 'btn-close' : looks,
    style: options.css || null,
    ...nameOf(options.name),
    ...options.attributes,
  };
  return listen(pressElement(options, parts)(cross ? [] : parts, { ...options, attributes }), onPress);
}
const bootstrapOutline = () => oneOf('outline', ['secondary', 'outline-secondary', 'light border']);
function bootstrapBox(kind, options, close) {
  const buttons = (options.buttons || []).map(([text, act, more = {}]) => press(text, () => act(close), more));
  const id = markId('title'),
    head = el('div', { class: `${kind}-header` }, el('h5', { class: `${kind}-title`, id }, options.title));
  const atHead = choice('save_at') === 'head' && options.key;
  if (atHead) head.append(el('div', { class: 'ms-auto d-flex gap-2' }, buttons));
  const cross = crossOut(() => close());
  if (cross) head.append(cross);
  const foot =
    atHead || !buttons.length
      ? null
      : el('div', { class: `${kind === 'modal' ? 'modal-footer' : 'p-3 border-top d-flex gap-2'}` }, buttons);
  const body = el('div', { class: `${kind}-body` }, options.body);
  return { id, parts: [head, body, foot].filter(Boolean) };
}
// Neither hides while it is still coming.
function bootstrapClosing(node, live, name, options) {
  const shown = new Promise((done) => node.addEventListener(`shown.bs.${name}`, done));
  node.addEventListener(`hidden.bs.${name}`, () => {
    live().dispose();
    node.remove();
  });
  return () => {
    shown.then(() => live().hide());
    options.onClose?.();
  };
}
function bootstrapModal(extra) {
  return (options) => {
    let live = null,
      close = () => {};
    const { id, parts } = bootstrapBox('modal', options, () => close());
    const content = el('div', { class: 'modal-content' }, parts);
    const node = el(
      'div',
      { class: 'modal fade', tabindex: '-1', 'aria-labelledby': id },
      el('div', { class: `modal-dialog ${extra}` }, content),
    );
    close = bootstrapClosing(node, () => live, 'modal', options);
    stage.over.append(node);
    live = new bootstrap.Modal(node, { backdrop: 'static', keyboard: false, focus: false });
    live.show();
    return { node, close };
  };
}
function bootstrapOffcanvas(options) {
  let live = null,
    close = () => {};
  const { id, parts } = bootstrapBox('offcanvas', options, () => close());
  const node = el('div', { class: 'offcanvas offcanvas-end', style: 'width:540px', tabindex: '-1', 'aria-labelledby': id }, parts);
  close = bootstrapClosing(node, () => live, 'offcanvas', options);
  stage.over.append(node);
  live = new bootstrap.Offcanvas(node, { backdrop: oneOf('offcanvas backdrop', ['static', false]), keyboard: false, scroll: true });
  live.show();
  return { node, close };
}
function bootstrapToast(text, { stays, key }) {
  const node = el(
    'div',
    { class: 'toast align-items-center', role: oneOf('toast role', [null, 'status', 'alert']) },
    el(
      'div',
      { class: 'd-flex' },
      el('div', { class: 'toast-body' }, text),
      el('button', { type: 'button', class: 'btn-close me-2 m-auto', 'aria-label': 'Close' }),
    ),
  );
  const holder = el(
    'div',
    { class: 'toast-container position-fixed p-3', style: `${oneOf('toast corner', CORNERS)};z-index:5000` },
    node,
  );
  const live = new bootstrap.Toast(node, { autohide: !stays, delay: 4500 * CONFIG.pace });
  know(key, node.querySelector('button')).addEventListener('click', () => live.hide());
  node.addEventListener('hidden.bs.toast', () => holder.remove());
  (stage.over.isConnected ? stage.over : document.body).append(holder);
  live.show();
  return () => live.hide();
}
function bootstrapField(options, form) {
  if (form !== 'floating') return fieldForms[form](options);
  const id = markId(options.label),
    input = inputFor({ ...options, placeholder: options.placeholder || options.label }, { id });
  return [
    el('div', { class: 'form-floating mb-3' }, input, el('label', { for: id }, starred(options.label, options.required))),
    input,
  ];
}
function bootstrapToggle(options, turned, named) {
  const input = ticked(turned, { class: 'form-check-input', role: 'switch', ...named });
  return [
    el('span', { class: 'form-check form-switch' }, input),
    input,
    (on) => {
      input.checked = on;
    },
  ];
}
kits.bootstrap = {
  classes: bootstrapClasses,
  press: bootstrapPress,
  field: bootstrapField,
  overlays: { dialog: bootstrapModal('modal-lg'), full_screen: bootstrapModal('modal-fullscreen'), drawer: bootstrapOffcanvas },
  toggle: bootstrapToggle,
  toast: bootstrapToast,
  spinner: () =>
    el(
      'div',
      { class: 'd-flex justify-content-center p-5' },
      el('div', { class: 'spinner-border', role: 'status' }, el('span', { class: 'visually-hidden' }, 'Loading...')),
    ),
};
if (choice('kit') === 'bootstrap') kits.bootstrap.ready = bootstrapStyles();
