// Where the portal is: which account, which place; and how that is kept in the address, or beside it.
const oomaInFrame = window !== window.top;
const oomaIsContent = choice('frame') === 'content' && oomaInFrame;
// With the content in a frame of its own, the document around it knows where we are.
const oomaBoss = oomaIsContent ? window.parent : window;
const oomaRouting = choice('loads') === 'pages' && choice('routes') === 'none' ? 'path' : choice('routes');
const oomaStarted = performance.now();
var oomaPlace = { account: CONFIG.root, route: 'home' }; // eslint-disable-line no-var

const oomaIsAway = () => oomaBoss.oomaPlace.account.id !== CONFIG.root.id;
const oomaAccount = () => oomaBoss.oomaPlace.account;
const oomaChance = (key, list) => oneOf(`ooma ${key}`, list);

function oomaAddressOf(route, id) {
  const away = id !== CONFIG.root.id,
    kept = choice('kept');
  const path = `${away && kept === 'path' ? `/a/${id}` : ''}/${oomaRouting === 'path' ? route : ''}`;
  const query = new URLSearchParams({
    ...(away && kept === 'query' ? { m: id } : {}),
    ...(oomaInFrame ? { app: '1' } : {}),
  }).toString();
  const account = away && kept === 'hash' ? `${oomaRouting === 'hash' ? '?' : ''}m=${id}` : '';
  const hash = (oomaRouting === 'hash' ? `/${route}` : '') + account;
  return path + (query && `?${query}`) + (hash && `#${hash}`);
}
function oomaReadAddress() {
  const [, , inPath, rest] = location.pathname.match(/^(\/a\/([0-9a-f]{32}))?\/?(.*)$/);
  const hash = decodeURIComponent(location.hash.slice(1)),
    [hashRoute] = hash.split('?');
  const given = inPath || new URLSearchParams(location.search).get('m') || (hash.match(/m=([0-9a-f]{32})/) || [])[1];
  const route = { path: rest, hash: hashRoute.replace(/^\//, ''), none: '' }[oomaRouting].replace(/^m=.*/, '');
  const fresh = !route && !given;
  const stored = sessionStorage.getItem('ooma account');
  const keeps = fresh ? choice('remembers') === 'yes' : choice('kept') === 'session';
  return { id: given || (keeps && stored) || CONFIG.root.id, route: route || 'home' };
}
function oomaStore() {
  sessionStorage.setItem('ooma account', oomaPlace.account.id);
}

// Accounts.
let oomaListed = null;
function oomaAccounts() {
  oomaListed ||= ask('/api/accounts');
  return oomaListed;
}
const oomaChildren = (accounts, id) => accounts.filter((account) => account.parent === id);
function oomaAncestors(accounts, account) {
  const parent = accounts.find((one) => one.id === account.parent);
  return parent ? [...oomaAncestors(accounts, parent), parent] : [];
}
// Accounts that can be opened: all but the one signed in to.
const oomaOthers = (accounts) => accounts.filter((account) => account.id !== CONFIG.root.id);

async function oomaEnter(account) {
  if (oomaBoss !== window) {
    await oomaBoss.oomaEnter(account);
    return;
  }
  const entered = await ask('/api/masquerade', { id: account.id });
  oomaPlace.account = entered;
  oomaStore();
  sessionStorage.setItem('ooma notice', `You are now masquerading as ${entered.name}`);
  oomaGo(choice('after_entering') === 'home' ? 'home' : oomaPlace.route);
}
function oomaLeave() {
  if (oomaBoss !== window) {
    oomaBoss.oomaLeave();
    return;
  }
  oomaPlace.account = CONFIG.root;
  oomaStore();
  sessionStorage.setItem('ooma notice', 'You are not masquerading anymore.');
  oomaGo('home');
}

// Going to a place: the page draws it, or is loaded anew as if a server had drawn it.
function oomaGo(route) {
  if (oomaBoss !== window) {
    oomaBoss.oomaGo(route);
    return;
  }
  oomaPlace.route = route;
  const address = oomaAddressOf(route, oomaPlace.account.id);
  const before = location.pathname + location.search;
  if (choice('loads') !== 'pages') {
    history.pushState({}, '', address);
    oomaDraw();
    return;
  }
  location.assign(address);
  if (address.split('#')[0] === before) location.reload();
}
async function oomaArrive() {
  const { id, route } = oomaReadAddress();
  oomaPlace.route = route;
  oomaPlace.account = CONFIG.root;
  if (id !== CONFIG.root.id) oomaPlace.account = (await oomaAccounts()).find((account) => account.id === id) || CONFIG.root;
  oomaStore();
}

// How a place is drawn: at once, after a spinner, or twice. Nothing is drawn anew under a dialog that was opened meanwhile.
let oomaOpened = 0;
window.addEventListener('drawn-dialog', () => {
  oomaOpened += 1;
});
styled('spinner', 'width:28px;height:28px;margin:40px auto;border:3px solid #ccd;border-top-color:#1f5fbf;border-radius:50%;');
function oomaSpinner() {
  return kit().spinner?.() || el('div', {}, el('div', mark('spinner')), oomaChance('loading', ['', 'Loading...']));
}
const oomaTurns = new WeakMap();
async function oomaShow(place, draw) {
  const turn = {},
    opened = oomaOpened;
  oomaTurns.set(place, turn);
  const current = () => oomaTurns.get(place) === turn;
  const drawNew = () => {
    const fresh = el('div');
    draw(fresh);
    place.replaceChildren(fresh);
  };
  if (choice('redraw') === 'spinner') {
    place.replaceChildren(oomaSpinner());
    await later(300 + 500 * rng(`spinner ${oomaPlace.route}`));
    if (!current()) return;
  }
  drawNew();
  if (choice('redraw') !== 'twice') return;
  await later(450);
  if (current() && opened === oomaOpened) drawNew();
}
