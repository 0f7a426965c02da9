// How one account is drawn in a list, and how accounts are searched.
Object.assign(looks, {
  'account-row':
    'display:flex;width:100%;gap:10px;align-items:center;padding:7px 12px;border:0;border-bottom:1px solid #eee;' +
    'background:none;color:inherit;' +
    'font:inherit;text-align:left;cursor:pointer;text-decoration:none;',
  'account-line': 'display:flex;gap:10px;align-items:center;padding:7px 12px;border-bottom:1px solid #eee;',
  'account-name': 'flex:1;min-width:0;text-align:left;',
  'account-id': 'color:#778;font-size:12px;',
  list: 'display:block;',
  scroller: 'max-height:300px;overflow-y:auto;position:relative;',
  search: 'display:flex;gap:6px;padding:8px 10px;',
  'card-grid': 'display:grid;grid-template-columns:repeat(3,1fr);gap:14px;',
  tile:
    'display:block;width:100%;padding:18px;border:1px solid #ccd;border-radius:6px;background:#fff;color:inherit;' +
    'font:inherit;text-align:left;' +
    'cursor:pointer;text-decoration:none;',
});

const oomaNameKey = (account) => `account ${account.name}`;
const oomaNameTag = (account) => el(oomaChance('name tag', ['span', 'b', 'div']), mark('account-name'), account.name);
const oomaShortId = (account) => (rng('short ids') < 0.5 ? el('span', mark('account-id'), `${account.id.slice(0, 10)}…`) : null);

// An account's details, with the button that opens it.
function oomaDetails(account) {
  const rows = [
    ['Account Name', account.name],
    ['Account ID', account.id],
    ['Account Status', 'Active'],
  ];
  overlay({
    title: 'Account Details',
    body: el(
      'div',
      {},
      rows.map(([name, value]) => el('p', {}, `${name}: `, el('b', {}, value))),
    ),
    buttons: [
      ['Cancel', (close) => close()],
      [
        'Use Account',
        async (close) => {
          close();
          await oomaEnter(account);
        },
        { key: `use ${account.name}`, primary: true },
      ],
    ],
  });
}
const oomaUse = (account, css = '') => press('Use Account', () => oomaEnter(account), { key: oomaNameKey(account), css });

// Each form returns the parts of a row; `extra` are parts of the list's own, such as an arrow.
const oomaRowForms = {
  row(account, extra) {
    const control = press([oomaNameTag(account), oomaShortId(account)].filter(Boolean), () => oomaEnter(account), {
      look: 'account-row',
      key: oomaNameKey(account),
    });
    if (!extra.length) return el('div', {}, control);
    return el('div', { style: 'display:flex' }, el('div', { style: 'flex:1' }, control), extra);
  },
  name(account, extra) {
    const control = press([account.name], () => oomaEnter(account), { look: 'link', key: oomaNameKey(account) });
    return el('div', mark('account-line'), el('span', mark('account-name'), control), oomaShortId(account), extra);
  },
  button: (account, extra) => el('div', mark('account-line'), oomaNameTag(account), oomaShortId(account), oomaUse(account), extra),
  // 'Use Account' comes when one points at the row.
  hover_button(account, extra) {
    const use = el('span', { style: 'visibility:hidden' }, oomaUse(account));
    const row = el('div', mark('account-line'), oomaNameTag(account), use, extra);
    row.addEventListener('mouseenter', () => {
      use.style.visibility = '';
    });
    row.addEventListener('mouseleave', () => {
      use.style.visibility = 'hidden';
    });
    know(`row ${account.name}`, row);
    return row;
  },
  details(account, extra) {
    const control = press([account.name], () => oomaDetails(account), { look: 'link', key: oomaNameKey(account) });
    return el('div', mark('account-line'), el('span', mark('account-name'), control), extra);
  },
};
const oomaRow = (account, extra = []) => oomaRowForms[choice('row_press', 'row')](account, extra);

// A search field, and when it searches: as one types, at a key that goes up, at Enter, or at a button.
function oomaSearch(search, placeholder = 'Search accounts') {
  const input = el('input', {
    ...mark('input', 'flex:1'),
    type: oomaChance('search type', ['text', 'search']),
    placeholder,
    autocomplete: 'off',
  });
  const go = () => search(input.value);
  const how = choice('search', 'input');
  if (how === 'keyup' || how === 'input') input.addEventListener(how, go);
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (how !== 'keyup') go();
  });
  know('account search', input);
  const button = how === 'button' ? press('Search', go, { key: 'account search go' }) : null;
  const hint = how === 'enter' ? el('small', mark('hint'), 'Press Enter to search') : null;
  const node = el('div', mark('search'), el('div', { style: 'flex:1' }, input, hint), button);
  node.input = input;
  return node;
}
const oomaMatching = (accounts, text) =>
  accounts.filter((account) => account.name.toLowerCase().includes(text.trim().toLowerCase()));

// A list that is opened too soon after the page came stays empty until it is opened again.
const oomaTooQuick = () => choice('accounts_late') === 'empty_first' && performance.now() - oomaStarted < 1000 * CONFIG.pace;
