// The bar, and how the account that is shown now stands in it or elsewhere.
Object.assign(looks, {
  'top-bar':
    `display:flex;align-items:center;gap:6px;min-height:50px;padding:0 12px;color:#fff;z-index:50;position:relative;` +
    `background:${['#26303f', '#7a1d22', '#114b5f', '#3b3355'][Math.floor(rng('bar colour') * 4)]};`,
  brand:
    'display:inline-block;padding:9px 14px;border:0;background:#d9252a;color:#fff;font:inherit;font-weight:700;' +
    'cursor:pointer;text-decoration:none;',
  chip: 'display:inline-block;padding:3px 12px;border-radius:14px;background:#ffd977;color:#332;',
  badge:
    'position:absolute;left:14px;top:-9px;padding:0 6px;border-radius:9px;background:#d9252a;color:#fff;' +
    'font-size:10px;white-space:nowrap;' +
    'max-width:150px;overflow:hidden;text-overflow:ellipsis;',
  avatar:
    'display:inline-block;width:26px;height:26px;border-radius:50%;background:#ffd977;color:#332;text-align:center;' +
    'line-height:26px;font-size:11px;',
  'foot-strip':
    'position:fixed;left:0;right:0;bottom:0;padding:8px 16px;background:#ffe9ad;color:#432;border-top:1px solid #d8b96a;z-index:40;',
  crumbs: 'padding:8px 0;color:#667;',
  content: 'padding:18px 28px 70px;max-width:1180px;',
  side: 'width:190px;flex:none;background:#f1f3f7;padding:10px 0;',
  columns: 'display:flex;min-height:calc(100vh - 60px);',
});
const oomaStop = () => press('Stop Masquerading', oomaLeave, { key: 'stop', css: 'padding:3px 10px;' });

// Where the name stands. Each returns what belongs to the bar, under it, at the head of the content, and at the foot.
const oomaCurrents = {
  heading: (name) => ({ head: el(oomaChance('heading', ['h1', 'h2', 'h3']), { style: 'margin:6px 0 14px' }, name) }),
  chip: (name) => ({ bar: [el('span', mark('chip'), name), oomaIsAway() ? oomaStop() : null], stops: true }),
  badge(name) {
    const drawing = el(
      'span',
      { style: 'position:relative;margin:10px 90px 0 8px' },
      icon(oomaChance('badge icon', ['building', 'user'])),
    );
    drawing.append(el('span', { ...mark('badge'), title: name }, name));
    return { bar: [drawing] };
  },
  tooltip(name) {
    const named = oomaChance('tooltip', [
      { title: name },
      { 'aria-label': name, title: name },
      { 'aria-label': name, role: 'img', title: name },
    ]);
    return {
      bar: [el('span', { style: 'padding:4px', ...named }, icon('building')), oomaIsAway() ? oomaStop() : null],
      stops: true,
    };
  },
  banner(name) {
    if (!oomaIsAway()) return { bar: [el('span', {}, name)] };
    const role = oomaChance('banner role', ['alert', 'status', null]);
    const words = oomaChance('banner words', [
      ['You are masquerading as ', el('b', {}, name), '. '],
      [`You are masquerading as ${name} `],
    ]);
    return { under: el('div', { ...mark('alert', 'margin:0'), role }, words, oomaStop()), stops: true };
  },
  crumb: (name, path) => ({
    head: el(
      oomaChance('crumbs', ['nav', 'div']),
      mark('crumbs'),
      [...path, name].map((one, at) => [at ? ' / ' : '', el('span', {}, one)]),
    ),
  }),
  bar: (name) => ({ bar: [el('span', { style: 'padding:0 10px' }, name)] }),
  avatar(name) {
    const initials = name
      .split(/\s+/)
      .slice(0, 2)
      .map((word) => word[0])
      .join('')
      .toUpperCase();
    return {
      bar: [
        el(
          'span',
          { style: 'text-align:center;line-height:1.1;padding:2px 8px' },
          el('span', mark('avatar'), initials),
          el('br'),
          el('small', {}, name),
        ),
      ],
    };
  },
  footer_strip(name) {
    if (!oomaIsAway()) return { bar: [el('span', {}, name)] };
    return { foot: el('div', mark('foot-strip'), 'Masquerading: ', el('span', {}, name), ' ', oomaStop()), stops: true };
  },
};
function oomaCurrent(path) {
  const drawn = oomaCurrents[choice('current', 'bar')](oomaAccount().name, path);
  if (oomaIsAway() && !drawn.stops) drawn.bar = [...(drawn.bar || []), oomaStop()];
  return drawn;
}

// What says for a while that the account has changed.
function oomaNotice() {
  const text = sessionStorage.getItem('ooma notice'),
    how = choice('notice', 'none');
  sessionStorage.removeItem('ooma notice');
  if (!text || how === 'none') return null;
  if (how !== 'banner') {
    toast(text, { stays: how === 'toast_stays' });
    return null;
  }
  const banner = el('div', { ...mark('alert'), role: oomaChance('notice role', ['status', 'alert', null]) }, text, ' ');
  banner.append(press('', () => banner.remove(), { icon: 'cross', name: 'Dismiss', look: 'icon' }));
  return banner;
}

// Words or drawings in the bar.
function oomaBarLook(words, shape) {
  const how = choice('bar', 'words');
  if (how === 'words') return { text: words };
  return how === 'icons' ? { icon: shape, name: words } : { text: words, icon: shape };
}
const oomaItem = (text, route, key, menu) =>
  press(
    text,
    () => {
      menu?.close();
      oomaGo(route);
    },
    {
      look: 'item',
      key,
      role: choice('dialog_role') === 'named' ? 'menuitem' : null,
      href: oomaAddressOf(route, oomaAccount().id),
    },
  );
function oomaAppsButton() {
  const look = oomaBarLook('Apps', 'apps');
  if (choice('apps') === 'page')
    return press(look.text || '', () => oomaGo('apps'), {
      ...look,
      look: 'item',
      css: 'width:auto;display:inline-block;',
      key: 'apps',
    });
  const fill = (box, menu) =>
    box.replaceChildren(
      oomaItem('Phone System', 'phone', 'app phone', menu),
      oomaItem('Accounts', 'accounts', 'app accounts', menu),
      oomaItem('Microsoft Teams', 'teams', null, menu),
    );
  return menu({ ...look, key: 'apps', fill });
}
// The accounts: a list in the bar, a menu, or a page that the menu leads to.
function oomaAccountButton() {
  if (choice('accounts') === 'select') {
    const box = el('span', { style: 'padding:0 8px' });
    oomaBrowse(box);
    return box;
  }
  if (choice('accounts_way') !== 'menu') return null;
  const look = oomaBarLook('Account', 'building');
  if (OOMA_PAGE_BROWSERS.includes(choice('accounts'))) {
    return press(look.text || '', () => oomaGo('accounts'), {
      ...look,
      look: 'item',
      css: 'width:auto;display:inline-block;',
      key: 'accounts',
    });
  }
  return menu({
    ...look,
    key: 'accounts',
    css: 'width:340px',
    side: oomaChance('menu side', ['left', 'right']),
    fill: (box) => oomaBrowse(box, true),
  });
}
const OOMA_PHONE = [
  ['Overview', 'phone'],
  ['Users', 'users'],
  ['Devices', 'devices'],
  ['Company Account', 'company'],
  ['Callflows', 'callflows'],
];
const oomaPhoneItems = (menu) =>
  OOMA_PHONE.map(([name, route]) => oomaItem(name, route, route === 'company' ? 'company' : null, menu));
function oomaWayInBar() {
  if (choice('way') === 'hover_menu') {
    return menu({
      text: 'Phone System',
      hover: true,
      key: 'way',
      onPress: () => oomaGo('phone'),
      fill: (box, opened) => box.replaceChildren(...oomaPhoneItems(opened)),
    });
  }
  if (choice('way') !== 'settings_menu') return null;
  const fill = (box, opened) =>
    box.replaceChildren(
      oomaItem('My Profile', 'profile', null, opened),
      oomaItem('Company Account', 'company', 'company', opened),
      oomaItem('Branding', 'branding', null, opened),
    );
  return menu({ ...oomaBarLook('Settings', 'gear'), key: 'way', fill });
}
function oomaBar(current) {
  const user = el('span', { style: 'padding:0 8px' }, CONFIG.user);
  const brand = press(['Ooma'], () => oomaGo('home'), { look: 'brand', key: 'brand' });
  const left = [
    brand,
    choice('way') === 'hover_menu' ? null : el('span', { style: 'padding:0 8px' }, 'Phone System'),
    oomaWayInBar(),
    oomaAppsButton(),
  ];
  const right = [
    oomaAccountButton(),
    current.bar,
    user,
    press('', () => sure('You will be signed out.'), { icon: 'out', name: 'Sign out', look: 'icon' }),
  ];
  const order =
    rng('account at left') < 0.5
      ? [left, right.shift(), el('span', { style: 'flex:1' }), right]
      : [left, el('span', { style: 'flex:1' }), right];
  const bar = el(
    oomaChance('bar tag', ['header', 'nav', 'div']),
    mark('top-bar', choice('bar_at') === 'fixed' ? 'position:sticky;top:0' : ''),
    order.flat(2).filter(Boolean),
  );
  return wrapped(bar);
}
