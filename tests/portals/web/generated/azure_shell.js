// The portal around the blade: its bar, its menus, its frames.
const azureWhere = () => `${CONFIG.company} (${CONFIG.domain})`;
const azureInitials = () => CONFIG.user.slice(0, 2).toUpperCase();
const azureAvatar = () =>
  el(
    'span',
    { style: 'width:28px;height:28px;border-radius:50%;background:#fff3;display:inline-block;text-align:center;line-height:28px' },
    azureInitials(),
  );
const AZURE_BARE = 'background:none;border:0;color:inherit;font:inherit;cursor:pointer;text-align:right';
function azureAccountMenu(button) {
  const line = (text, look = '') => el('div', { style: look }, text);
  const menu = el(
    'div',
    {
      role: 'dialog',
      'aria-label': 'Account',
      style:
        'position:fixed;top:42px;right:8px;background:#fff;color:#323130;padding:14px;width:280px;z-index:50;box-shadow:0 4px 16px #0005',
    },
    line(CONFIG.company, 'font-weight:600'),
    line(CONFIG.domain),
    line(CONFIG.user),
    line(`Directory ID: ${CONFIG.directory}`, 'font-size:12px;overflow-wrap:anywhere'),
    el('p', {}, el('a', { href: '#', onclick: (event) => event.preventDefault() }, 'Switch directory')),
    el('a', { href: '#', onclick: (event) => event.preventDefault() }, 'Sign out'),
  );
  const close = () => {
    menu.remove();
    button.setAttribute('aria-expanded', 'false');
    removeEventListener('click', outside, true);
  };
  const outside = (event) => {
    if (!event.composedPath().includes(menu)) {
      close();
      if (event.composedPath().includes(button)) event.stopPropagation();
    }
  };
  document.body.append(menu);
  button.setAttribute('aria-expanded', 'true');
  addEventListener('click', outside, true);
}
function azureAccount() {
  const way = choice('azure_account');
  const two = () => [el('div', {}, CONFIG.user), el('div', { style: 'font-size:11px' }, azureWhere().toUpperCase())];
  const plain = {
    type: 'button',
    style: AZURE_BARE,
    class: azureClass('account-button'),
    'aria-haspopup': 'true',
    onclick: () => azureAccountMenu(button),
  };
  let button;
  if (way === 'text') button = el('button', { ...plain }, two());
  else if (way === 'label')
    button = el('button', { ...plain, 'aria-label': `You are signed in as ${CONFIG.user}. Directory: ${azureWhere()}` }, azureAvatar());
  else if (way === 'title') button = el('button', { ...plain, title: `${CONFIG.user}\n${azureWhere()}` }, azureAvatar());
  else if (way === 'menu') button = el('button', { ...plain, 'aria-label': 'Account menu', title: CONFIG.user }, azureAvatar());
  else {
    button = el('button', { ...plain }, CONFIG.user);
    return [el('span', { title: 'Directory', style: 'font-size:12px' }, azureWhere()), know('azure account', button)];
  }
  return [know('azure account', button)];
}
function azureTopBar() {
  const small = (name, icon, onPress = () => {}) => azureButton({ text: name, icon, bare: true, name, onPress });
  azureBell = small('Notifications', 'bell', () => azureOpenNews());
  return azurePart(
    'header',
    'top-bar',
    { role: 'banner' },
    small('Show portal menu', 'swap'),
    el(
      'a',
      { href: '#home', style: 'color:#fff;text-decoration:none;font-weight:600' },
      azureNew() ? 'Microsoft Entra admin center' : 'Microsoft Azure',
    ),
    el('input', {
      type: 'text',
      placeholder: 'Search resources, services, and docs (G+/)',
      'aria-label': 'Search resources, services, and docs (G+/)',
      style: 'width:290px;padding:4px',
    }),
    el(
      'span',
      { style: 'margin-left:auto;display:flex;align-items:center;gap:12px' },
      azureBell,
      small('Settings', 'gear'),
      azureAccount(),
    ),
  );
}

// The menu of an application: opened, with its group closed, or not there.
const azureAddressOf = (view, page) =>
  `#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/${view}/objectId/${page.objectId}/appId/${page.appId}`;
function azureServiceMenu(page) {
  const item = (view, name) =>
    azurePart('a', 'menu-item', { href: azureAddressOf(view, page), 'aria-current': view === page.view ? 'page' : null }, name);
  const open = choice('azure_menu') === 'open';
  const inside = el(
    'div',
    { hidden: !open, style: 'padding-left:10px' },
    item('Properties', 'Properties'),
    item('Users', 'Users and groups'),
    item('SignOn', 'Single sign-on'),
    item('Provisioning', 'Provisioning'),
  );
  const group = el(
    'button',
    {
      type: 'button',
      'aria-expanded': String(open),
      style: `${AZURE_BARE};text-align:left;padding:5px 8px`,
      onclick: () => {
        inside.hidden = !inside.hidden;
        group.setAttribute('aria-expanded', String(!inside.hidden));
      },
    },
    '\u203A Manage',
  );
  return azurePart(
    'nav',
    'service-menu',
    { 'aria-label': 'Service menu' },
    item('Overview', 'Overview'),
    item('DeploymentPlan', 'Deployment Plan'),
    group,
    inside,
  );
}

// A blade's frame, as the portal names and hides them.
function azureFrame(name, query, active) {
  const origin = choice('azure_frame') === 'same_origin' ? '' : CONFIG.frames;
  return azurePart('iframe', 'blade-frame', {
    src: `${origin}/frame?${new URLSearchParams({ dir: CONFIG.domain, t: CONFIG.token, ...query })}`,
    name: `${name}.ReactView`,
    title: active ? name : null,
    class: `fxs-part-frame fxs-portal-bg-txt-br ${active ? 'fxs-reactview-frame-active' : 'fxs-display-none'}`,
    style: active ? '' : 'display:none',
  });
}
function azureShadowHost() {
  if (!customElements.get('react-blade')) {
    customElements.define(
      'react-blade',
      class extends HTMLElement {
        constructor() {
          super();
          this.attachShadow({ mode: 'open' });
        }
      },
    );
  }
  return document.createElement('react-blade');
}
// The portal renews a frame soon after it came; for a moment there are two.
async function azureReplace(frame) {
  await later(500);
  if (!frame.isConnected) return;
  const next = frame.cloneNode();
  next.style.position = 'absolute';
  frame.after(next);
  await later(400);
  frame.remove();
  next.style.position = '';
}
// Puts the blade where the choice says; what is drawn by this document itself goes into `azureBladeRoot`.
async function azurePlaceBlade(content, page) {
  const way = choice('azure_frame');
  if (!['none', 'shadow'].includes(way)) {
    const frames = [azureFrame('SingleSignOn', { view: page.view, objectId: page.objectId }, true)];
    if (way === 'two_frames')
      frames[rng('azure twin') < 0.5 ? 'push' : 'unshift'](azureFrame('Prewarm', { view: 'warm', objectId: page.objectId }, false));
    content.replaceChildren(...frames);
    if (way === 'replaced') azureReplace(frames[0]);
    return;
  }
  const place = way === 'shadow' ? azureShadowHost() : el('div');
  content.replaceChildren(place);
  azureBladeRoot = place.shadowRoot || place;
  if (place.shadowRoot) await azureFetchKit(place.shadowRoot);
  await azureBlade(page);
}

function azureHome(content) {
  content.replaceChildren(
    azurePart(
      'div',
      'blade-body',
      {},
      know('azure home', el('h2', {}, CONFIG.company)),
      el('p', {}, `Tenant ID ${CONFIG.directory}`),
      el('p', {}, `Primary domain ${CONFIG.domain}`),
      el(
        'a',
        { href: '#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview' },
        azureNew() ? 'Enterprise apps' : 'Enterprise applications',
      ),
    ),
  );
}
async function azureAppList(content) {
  const apps = await ask('/api/apps');
  const rows = el('tbody');
  const search = el('input', {
    type: 'text',
    placeholder: 'Search by application name or object ID',
    style: 'width:300px;padding:5px',
    oninput: () => show(),
  });
  const show = () =>
    rows.replaceChildren(
      ...apps
        .filter((app) => app.name.toLowerCase().startsWith(search.value.trim().toLowerCase()) || app.objectId === search.value.trim())
        .map((app) =>
          el(
            'tr',
            {},
            el('td', {}, el('a', { href: azureAddressOf('Overview', app) }, app.name)),
            el('td', {}, app.objectId),
            el('td', {}, app.appId),
          ),
        ),
    );
  show();
  content.replaceChildren(
    azurePart(
      'div',
      'blade-body',
      {},
      el('h2', {}, 'All applications'),
      search,
      el(
        'table',
        { style: 'border-spacing:14px 5px;text-align:left' },
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            ['Name', 'Object ID', 'Application ID'].map((name) => el('th', {}, name)),
          ),
        ),
        rows,
      ),
    ),
  );
}
