// The company account page, and its tab 'IdP and SSO'.
Object.assign(looks, {
  'value-row': 'display:flex;gap:12px;align-items:center;padding:7px 0;border-bottom:1px solid #eee;',
  'value-name': 'width:190px;flex:none;color:#556;',
  'value-block': 'padding:7px 0;',
});
let oomaSaid = '';

function oomaPlainPairs(pairs) {
  return (panel) =>
    panel.append(
      el(
        'dl',
        {},
        pairs.map(([name, value]) => [el('dt', { style: 'color:#667' }, name), el('dd', { style: 'margin:0 0 10px' }, value)]),
      ),
    );
}
function oomaTabItems() {
  const details = [
    ['Account Name', oomaAccount().name],
    ['Account ID', oomaAccount().id],
    ['Account Status', 'Active'],
  ];
  const users = (panel) =>
    panel.append(
      oomaGrid(
        ['User', 'Enabled', 'Last sign-in'],
        [
          ['ada@example.com', 'Yes', 'Yesterday'],
          ['bob@example.com', 'No', '-'],
        ],
      ),
    );
  const logs = (panel) =>
    panel.append(
      oomaGrid(
        ['Time', 'Issuer', 'Result'],
        [
          ['09:41', 'urn:example:idp', 'Accepted'],
          ['09:12', 'urn:example:idp', 'Refused'],
        ],
      ),
    );
  const more =
    choice('decoys') === 'other_tabs'
      ? [
          { name: 'SSO Users', fill: users },
          { name: 'IdP Logs', fill: logs },
        ]
      : [];
  const rest = [
    { name: 'Contacts', fill: oomaPlainPairs([['Technical contact', 'it@example.com']]) },
    { name: 'Billing', fill: oomaPlainPairs([['Plan', 'Enterprise']]) },
    { name: 'IdP and SSO', key: 'tab', fill: oomaTab },
    { name: 'Limits', fill: oomaPlainPairs([['Trunks', '12']]) },
    ...more,
  ];
  return [{ name: 'Account Details', fill: oomaPlainPairs(details) }, ...shuffled('tabs', rest)].map(oomaRemembered);
}
// A page that is drawn anew shows the tab that was chosen meanwhile.
let oomaChosen = '';
const oomaRemembered = (item) => ({
  ...item,
  fill: (panel) => {
    oomaChosen = item.name;
    item.fill(panel);
  },
});
function oomaCompany(place, wanted) {
  const box = el('div');
  place.append(el(oomaChance('page title', ['h2', 'h3', 'div']), {}, 'Company Account'), box);
  tabs({ items: oomaTabItems(), chosen: oomaChosen || wanted, place: box });
  if (choice('decoys') !== 'other_tabs') oomaDecoys(place);
}

// Values. Each form returns [node, what holds the value].
function oomaCopy(value) {
  const copy = () => {
    navigator.clipboard?.writeText(value).catch(() => {});
    toast('Successfully Copied to Clipboard!');
  };
  if (choice('copy') === 'badge') return press('Copy', copy, { css: 'padding:1px 8px;font-size:12px;' });
  return choice('copy') === 'icon' ? press('', copy, { icon: 'copy', name: 'Copy', look: 'icon' }) : null;
}
// A long address may break after every slash.
const oomaBreakable = (value) => (rng('breaks') < 0.4 ? value.split(/(?<=\/)/).map((part) => [part, el('wbr')]) : value);
const oomaValueRow = (name, holder, value) =>
  el('div', mark('value-row'), el('div', mark('value-name'), name), holder, oomaCopy(value));
const oomaValueForms = {
  text(name, value) {
    const holder = el('span', { style: 'overflow-wrap:anywhere' }, oomaBreakable(value));
    const node =
      rng('value block') < 0.5
        ? el('div', mark('value-block'), el('div', { style: 'color:#667' }, name), holder, ' ', oomaCopy(value))
        : oomaValueRow(name, holder, value);
    return [node, holder];
  },
  readonly_input(name, value) {
    const tied = rng('value tied') < 0.5,
      id = tied ? markId(name) : null;
    const holder = el('input', { ...mark('input', 'flex:1'), readonly: '', value, id });
    return [
      el('div', mark('value-row'), el(tied ? 'label' : 'span', { ...mark('value-name'), for: id }, name), holder, oomaCopy(value)),
      holder,
    ];
  },
  code(name, value) {
    const holder = el('code', { style: 'overflow-wrap:anywhere' }, value);
    return [oomaValueRow(name, holder, value), holder];
  },
  dl(name, value) {
    const holder = el('span', {}, value),
      copy = oomaCopy(value),
      inTerm = rng('copy in term') < 0.5;
    const term = el('dt', { style: 'font-weight:600' }, name, inTerm ? [' ', copy] : null);
    return [[term, el('dd', { style: 'margin:0 0 8px' }, holder, inTerm ? null : [' ', copy])], holder];
  },
  table(name, value) {
    const holder = el('td', mark('cell', 'overflow-wrap:anywhere'), value);
    return [
      el('tr', {}, el(oomaChance('value head', ['th', 'td']), mark('cell'), name), holder, el('td', mark('cell'), oomaCopy(value))),
      holder,
    ];
  },
  cut(name, value) {
    const holder = el('span', { ...mark('cut-text', 'max-width:210px'), title: value }, value);
    return [oomaValueRow(name, holder, value), holder];
  },
};
const oomaValueHolder = (rows) =>
  (
    ({ dl: () => el('dl', {}, rows), table: () => el('table', mark('grid'), el('tbody', {}, rows)) })[choice('values')] ||
    (() => el('div', {}, rows))
  )();
function oomaPairs(shown) {
  const { idp } = shown,
    wanted = [
      ['Callback URL (ACS)', shown.acs, 'acs'],
      ['Issuer', shown.issuer, 'issuer'],
    ];
  if (choice('tab_rows', 'few') === 'few') return wanted;
  const more = [
    ['SSO URL', idp.sso_url],
    ['Email Claim', idp.email_claim],
    ['NameID Format', 'emailAddress'],
  ];
  return choice('tab_rows') === 'shuffled' ? shuffled('rows', [...wanted, ...more]) : [...wanted, ...more];
}
function oomaValues(shown) {
  const late = choice('redraw') === 'late_values';
  const rows = oomaPairs(shown).map(([name, value, key]) => {
    const [node, holder] = oomaValueForms[choice('values', 'text')](name, late ? '' : value);
    know(key, holder);
    if (late)
      later(700).then(() => {
        if (holder.tagName === 'INPUT') holder.value = value;
        else {
          holder.replaceChildren(value);
          if (choice('values') === 'cut') holder.title = value;
        }
      });
    return node;
  });
  const certificate = { name: shown.idp.certificate_name, facts: shown.idp.certificate_facts };
  const how = { same: choice('certificate'), name: 'name' }[choice('tab_certificate')];
  return el(
    'div',
    {},
    oomaValueHolder(rows.flat()),
    how ? el('p', {}, 'X.509 Certificate: ', oomaShownAs[how === 'input' ? 'name' : how](certificate)) : null,
  );
}

// The switches, and what saves them.
async function oomaTurn(name, on) {
  if (choice('saving') === 'slow') await later(600);
  await ask('/api/switch', { id: oomaAccount().id, name, on });
  if (choice('loads') === 'pages') oomaGo('company/sso');
}
function oomaSwitches(idp) {
  const wanted = {},
    asks = choice('saving') === 'question',
    formed = choice('saving') === 'form';
  const one = (label, subject, name, key) =>
    toggle({
      name: label,
      subject,
      key,
      on: idp[name],
      async turn(on) {
        if (formed) {
          wanted[name] = on;
          return true;
        }
        if (asks && !(await sure(`${label}: ${on ? 'On' : 'Off'}`, 'switch yes'))) return false;
        await oomaTurn(name, on);
        return true;
      },
    });
  const pair = [one('Sign Request', 'Sign Request', 'sign_request', 'sign'), one('Enable', 'SSO', 'enabled', 'enable')];
  const save = async () => {
    for (const [name, on] of Object.entries(wanted)) await oomaTurn(name, on);
    toast('Changes Saved!');
  };
  return el(
    'div',
    {},
    oomaChance('switch order', [pair, [...pair].reverse()]),
    formed ? press('Save', save, { key: 'switch save' }) : null,
  );
}

// The tab, before an identity provider is set up and after.
function oomaTabBefore(fresh, open) {
  fresh.append(
    el(
      'p',
      {},
      oomaChance('nothing', ['No identity provider has been set up.', 'Single sign-on is not configured for this account.']),
    ),
    press('Set Up Identity Provider', () => open(null), { key: 'set up', primary: true, icon: null }),
  );
}
function oomaTabAfter(fresh, shown, open) {
  const part = el('div'),
    edit = () =>
      el(
        'p',
        {},
        press('Edit Identity Provider Information', () => open(shown.idp), { key: 'edit' }),
      );
  const inside = rng('edit in part') < 0.5;
  const draw = () => part.replaceChildren(...[oomaValues(shown), inside ? edit() : null].filter(Boolean));
  draw();
  fresh.append(...[part, inside ? null : edit(), oomaSwitches(shown.idp)].filter(Boolean));
  if (choice('redraw') === 'polling') oomaPoll(part, draw);
}
async function oomaPoll(part, draw) {
  do {
    await later(1000);
    if (part.isConnected) draw();
  } while (part.isConnected);
}
async function oomaTab(panel) {
  const holder = el('div');
  panel.replaceChildren(holder);
  holder.append(oomaSpinner());
  const shown = await ask('/api/idp', { id: oomaAccount().id });
  const again = () => {
    if (choice('loads') === 'pages') oomaGo('company/sso');
    else oomaTab(panel);
  };
  const saved = () => {
    if (choice('after_save') === 'toast')
      toast(oomaChance('saved words', ['Changes Saved!', 'The identity provider has been saved.']));
    if (choice('after_save') === 'alert') oomaSaid = 'Your changes have been saved.';
    again();
  };
  const open = (idp) => oomaOpenDialog(idp, holder, saved, () => {});
  const said = oomaSaid;
  oomaSaid = '';
  oomaShow(holder, (fresh) => {
    if (said) fresh.append(el('div', { ...mark('alert'), role: 'status' }, said));
    if (shown.idp) oomaTabAfter(fresh, shown, open);
    else oomaTabBefore(fresh, open);
  });
}
