// Where accounts are chosen. Each browser draws into a box; `menu` is the menu that it is in, if it is in one.
const oomaWaiting = () =>
  el('div', { style: 'padding:14px;color:#778' }, oomaChance('waiting', ['Loading accounts...', '…', 'Please wait']));
const oomaNobody = () => el('div', { style: 'padding:14px;color:#778' }, 'No accounts found');

// An arrow to the accounts under an account. The driver knows it by each account that lies behind it.
function oomaArrow(accounts, account, go, shape = 'right') {
  const name = `Show accounts of ${account.name}`;
  const arrow = press('', go, { icon: shape, name, look: 'icon', bare: true });
  for (const below of accounts) if (oomaAncestors(accounts, below).includes(account)) know(`arrow ${below.name}`, arrow);
  return boxed(arrow);
}

// Lists that slide from level to level; a search looks at the level in sight.
function oomaSliding(box, accounts) {
  const scroller = el('div', { ...mark('scroller', 'overflow-x:hidden') }),
    head = el('div');
  let list = null;
  const level = (parent, text = '') =>
    oomaMatching(oomaChildren(accounts, parent.id), text).map((account) => {
      const more = oomaChildren(accounts, account.id).length;
      return el('li', {}, oomaRow(account, more ? [oomaArrow(accounts, account, () => slide(account))] : []));
    });
  const fresh = (parent, text) => el('ul', { ...mark('list'), style: 'list-style:none;margin:0;padding:0' }, level(parent, text));
  const slide = async (parent) => {
    const search = oomaSearch((text) => {
      const next = fresh(parent, text);
      list.replaceWith(next);
      list = next;
    });
    const up = accounts.find((one) => one.id === parent.parent);
    await later(150);
    const back = up ? press('Back to parent', () => slide(up), { icon: 'left', look: 'item', key: 'accounts back' }) : null;
    head.replaceChildren(...[search, back].filter(Boolean));
    const old = list,
      next = fresh(parent);
    if (old) {
      Object.assign(old.style, { position: 'absolute', left: '0', top: '0', width: '100%', transition: 'left .3s', left: '-100%' });
      later(300).then(() => old.remove());
    }
    list = next;
    scroller.append(next);
  };
  box.replaceChildren(head, scroller);
  slide(accounts.find((one) => one.id === CONFIG.root.id));
}

// A tree whose arrows unfold.
function oomaTree(box, accounts) {
  const branch = (account) => {
    const below = oomaChildren(accounts, account.id),
      children = el('div', { style: 'padding-left:18px' });
    const unfold = async () => {
      if (children.childNodes.length) {
        children.replaceChildren();
        return;
      }
      await later(200);
      children.replaceChildren(...below.map(branch));
    };
    const arrow = below.length ? [oomaArrow(accounts, account, unfold)] : [];
    return el('div', {}, oomaRow(account, arrow), children);
  };
  const root = accounts.find((one) => one.id === CONFIG.root.id),
    list = el('div', mark('scroller', 'max-height:420px'));
  const top = () => oomaChildren(accounts, root.id).map(branch);
  const search = oomaSearch((text) => {
    list.replaceChildren(...(text.trim() ? oomaMatching(oomaOthers(accounts), text).map((account) => oomaRow(account)) : top()));
  });
  list.append(...top());
  box.replaceChildren(...(rng('tree search') < 0.5 ? [search, list] : [list]));
}

// A table with pages of ten.
function oomaTable(box, accounts) {
  const holder = el('div');
  let text = '',
    page = 0;
  const actions = (account) => {
    const forms = {
      row: [oomaNameTag(account)],
      name: [press([account.name], () => oomaEnter(account), { look: 'link', key: oomaNameKey(account) })],
      details: [press([account.name], () => oomaDetails(account), { look: 'link', key: oomaNameKey(account) })],
    };
    return forms[choice('row_press')] || [oomaNameTag(account), oomaUse(account, 'padding:2px 8px;')];
  };
  const rowOf = (account) => {
    const [name, action = ''] = actions(account);
    const row = el(
      'tr',
      {},
      [name, account.id.slice(0, 12), 'Active', action].map((cell) => el('td', mark('cell'), cell)),
    );
    if (choice('row_press') === 'row') {
      row.style.cursor = 'pointer';
      row.addEventListener('click', () => oomaEnter(account));
      know(oomaNameKey(account), row);
    }
    if (choice('row_press') === 'hover_button') {
      const cell = row.lastChild.firstChild;
      cell.style.visibility = 'hidden';
      row.addEventListener('mouseenter', () => {
        cell.style.visibility = '';
      });
      row.addEventListener('mouseleave', () => {
        cell.style.visibility = 'hidden';
      });
      know(`row ${account.name}`, row);
    }
    return row;
  };
  const draw = async () => {
    await later(120);
    const found = oomaMatching(oomaOthers(accounts), text),
      pages = Math.max(1, Math.ceil(found.length / 10));
    const turn = (to) => () => {
      page = to;
      draw();
    };
    const grid = oomaGrid(['Account Name', 'Account ID', 'Account Status', ''], []);
    grid.lastChild.append(...found.slice(page * 10, page * 10 + 10).map(rowOf));
    const next = press('Next', turn(page + 1), { key: 'accounts next', disabled: page + 1 >= pages });
    holder.replaceChildren(
      grid,
      el('p', {}, press('Previous', turn(page - 1), { disabled: page === 0 }), ` Page ${page + 1} of ${pages} `, next),
    );
    if (!found.length) holder.prepend(oomaNobody());
  };
  box.replaceChildren(
    oomaSearch((wanted) => {
      text = wanted;
      page = 0;
      draw();
    }),
    holder,
  );
  draw();
}

// A native list and a 'Go'.
function oomaSelect(box, accounts) {
  const grouped = rng('groups') < 0.5,
    option = (account) => el('option', { value: account.id }, account.name);
  const parents = accounts.filter((one) => oomaChildren(accounts, one.id).length);
  const groups = parents.map((parent) => el('optgroup', { label: parent.name }, oomaChildren(accounts, parent.id).map(option)));
  const options = grouped ? groups : oomaOthers(accounts).map(option);
  const own = el('option', { value: CONFIG.root.id }, CONFIG.root.name);
  const list = el(
    'select',
    { ...mark('input', 'width:220px;display:inline-block'), 'aria-label': oomaChance('list name', ['Account', null]) },
    own,
    options,
  );
  list.value = oomaAccount().id;
  const go = () => (list.value === CONFIG.root.id ? oomaLeave() : oomaEnter(accounts.find((one) => one.id === list.value)));
  const words = el('span', { style: 'margin-right:6px' }, 'Account');
  know('account list', list);
  box.replaceChildren(words, list, ' ', press('Go', go, { key: 'account go', css: 'padding:3px 10px;' }));
}

// A field that offers accounts as one types.
function oomaCombobox(box, accounts) {
  const role = (name) => (choice('dialog_role') === 'none' ? null : name);
  const list = el('div', { ...mark('scroller'), role: role('listbox') });
  let asked = 0;
  const offer = async (text) => {
    const mine = (asked += 1);
    // What offers no more than a few asks the server for them.
    const { items } = await ask('/api/accounts', { query: text.trim(), size: 100 });
    if (mine !== asked) return;
    const found = oomaOthers(items).slice(0, 8);
    list.replaceChildren(
      ...found.map((account) =>
        press([account.name], () => oomaEnter(account), { look: 'account-row', key: oomaNameKey(account), role: role('option') }),
      ),
    );
    if (!found.length) list.replaceChildren(oomaNobody());
  };
  const search = oomaSearch(offer, oomaChance('combobox words', ['Type to find an account', 'Search accounts', 'Account']));
  box.replaceChildren(search, list);
}

// Cards on a page of its own; more of them come at a press.
function oomaCards(box, accounts) {
  const grid = el('div', mark('card-grid')),
    more = el('p');
  let found = oomaOthers(accounts),
    shown = 12;
  const draw = () => {
    grid.replaceChildren(...found.slice(0, shown).map((account) => el('div', mark('side-box', 'margin:0'), oomaRow(account))));
    const again = () => {
      shown += 12;
      draw();
    };
    more.replaceChildren(shown < found.length ? press('Load more', again, { key: 'accounts next' }) : '');
    if (!found.length) grid.replaceChildren(oomaNobody());
  };
  const search = oomaSearch((text) => {
    found = oomaMatching(oomaOthers(accounts), text);
    shown = 12;
    draw();
  });
  box.replaceChildren(search, grid, more);
  draw();
}

// A list that goes on as it is scrolled; its search asks the server.
function oomaEndless(box, accounts) {
  const list = el('div'),
    scroller = el('div', mark('scroller'), list);
  let found = oomaOthers(accounts),
    busy = false;
  const extend = async () => {
    if (busy || list.childNodes.length >= found.length) return;
    busy = true;
    await later(150);
    const at = list.childNodes.length;
    list.append(...found.slice(at, at + 12).map((account) => oomaRow(account)));
    busy = false;
  };
  scroller.addEventListener('scroll', () => {
    if (scroller.scrollTop + scroller.clientHeight > scroller.scrollHeight - 30) extend();
  });
  const search = oomaSearch(async (text) => {
    const { items } = await ask('/api/accounts', { query: text, size: 100 });
    found = oomaOthers(items);
    list.replaceChildren(...found.slice(0, 12).map((account) => oomaRow(account)));
    if (!found.length) list.replaceChildren(oomaNobody());
  });
  box.replaceChildren(search, scroller);
  extend();
}

const oomaBrowsers = {
  sliding: oomaSliding,
  tree: oomaTree,
  table: oomaTable,
  select: oomaSelect,
  combobox: oomaCombobox,
  page: oomaCards,
  endless: oomaEndless,
};
const OOMA_PAGE_BROWSERS = ['table', 'page'];
async function oomaBrowse(box, inMenu = false) {
  box.replaceChildren(oomaWaiting());
  if (inMenu && oomaTooQuick()) {
    box.replaceChildren(oomaNobody());
    return;
  }
  const accounts = await oomaAccounts();
  const none = choice('accounts') === 'select' ? [] : [oomaNobody()];
  const draw = () => (oomaOthers(accounts).length ? oomaBrowsers[choice('accounts')](box, accounts) : box.replaceChildren(...none));
  if (choice('accounts_late') !== 'late') {
    draw();
    return;
  }
  // The list is there, and comes again: what was typed meanwhile is gone.
  if (choice('accounts') !== 'select') draw();
  await later(700);
  draw();
}
