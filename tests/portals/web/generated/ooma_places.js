// The places of the portal.
function oomaTile(name, route, key, words) {
  return press([el('b', {}, name), el('div', { style: 'color:#778' }, words)], () => oomaGo(route), { look: 'tile', key });
}
const oomaTiles = () =>
  el(
    'div',
    mark('card-grid'),
    oomaTile('Phone System', 'phone', 'app phone', 'Users, devices and call flows'),
    oomaTile('Accounts', 'accounts', 'app accounts', 'The accounts that you manage'),
    oomaTile('Microsoft Teams', 'teams', null, 'Direct routing'),
  );

const OOMA_NUMBERS = [
  ['Users', '42'],
  ['Devices', '57'],
  ['Numbers', '61'],
];
const oomaPlaces = {
  home(place) {
    place.append(el('h3', {}, 'Phone System'), el('p', {}, `Welcome, ${CONFIG.user}.`));
    if (choice('way') === 'phone_system') place.append(oomaTiles());
    else place.append(oomaGrid(['Overview', ''], OOMA_NUMBERS));
    oomaDecoys(place);
  },
  apps: (place) => place.append(el('h3', {}, 'Apps'), oomaTiles()),
  phone: (place) => place.append(el('h3', {}, 'Phone System'), oomaGrid(['Overview', ''], OOMA_NUMBERS)),
  accounts(place) {
    const box = el('div', { style: OOMA_PAGE_BROWSERS.includes(choice('accounts')) ? '' : 'max-width:520px' });
    place.append(el('h3', {}, 'Accounts'), box);
    oomaBrowse(box);
  },
  company: (place) => oomaCompany(place, 'Account Details'),
  'company/sso': (place) => oomaCompany(place, 'IdP and SSO'),
};
const oomaElsewhere = (route) => (place) =>
  place.append(el('h3', {}, route[0].toUpperCase() + route.slice(1)), el('p', {}, 'There is nothing here yet.'));

// The navigation at the side: always there, or in the Phone System app only.
function oomaSide() {
  const inApp = ['phone', 'company', 'company/sso', 'users', 'devices', 'callflows'].includes(oomaBoss.oomaPlace.route);
  if (choice('way') !== 'side_nav' && !(choice('way') === 'phone_system' && inApp)) return null;
  const nav = el(oomaChance('side tag', ['nav', 'aside', 'div']), mark('side'));
  const group = el('div', {}, oomaPhoneItems());
  if (choice('way') === 'side_nav' && rng('folded') < 0.4 && !inApp) {
    nav.append(
      press(['Phone System'], () => (group.isConnected ? group.remove() : nav.append(group)), {
        look: 'item',
        icon: 'down',
        key: 'way',
      }),
    );
  } else nav.append(group);
  return nav;
}
function oomaContent(host, current) {
  const main = el(oomaChance('main tag', ['main', 'div', 'section']), mark('content', 'flex:1;min-width:0'));
  const side = oomaSide();
  const notice = oomaIsContent ? null : oomaNotice();
  host.replaceChildren(
    el('div', mark('columns'), ...[side, el('div', { style: 'flex:1;min-width:0' }, wrapped(main))].filter(Boolean)),
  );
  const place = el('div');
  main.append(...[notice, current.head].filter(Boolean), place);
  const { route } = oomaBoss.oomaPlace;
  oomaShow(place, (fresh) => (oomaPlaces[route] || oomaElsewhere(route))(fresh));
}
// The content in a frame of its own: it asks the document around it where we are.
function oomaContentFrame(host) {
  const there = host.querySelector('iframe');
  if (there) {
    there.contentWindow.oomaDraw?.();
    return;
  }
  host.replaceChildren(
    el('iframe', {
      src: '/content?part=content',
      title: oomaChance('frame title', ['Content', null]),
      // Nothing at the foot lies over a dialog in it.
      style: `width:100%;height:calc(100vh - ${choice('current') === 'footer_strip' ? 120 : 60}px);border:0`,
    }),
  );
}
