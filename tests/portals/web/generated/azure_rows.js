// The rows of the panel: identifiers and reply URLs, one value each.
const AZURE_LISTS = {
  identifiers: {
    label: 'Identifier (Entity ID)',
    hint: 'Enter an identifier',
    add: 'Add identifier',
    help: () =>
      `The unique ID that identifies your application to ${azureDirectoryWord()}. The default identifier will be the audience of the SAML ` +
      'response for IDP-initiated SSO.',
  },
  replyUrls: {
    label: 'Reply URL (Assertion Consumer Service URL)',
    hint: 'Enter a reply URL',
    add: 'Add reply URL',
    help: () =>
      'The reply URL is where the application expects to receive the authentication token. The default reply URL will be the ' +
      'destination in the SAML response for IDP-initiated SSO.',
  },
};
const azureTrailing = () => ['empty_row', 'grid'].includes(choice('azure_rows'));
const azureGridRows = () => ['grid', 'grid_add'].includes(choice('azure_rows'));

function azureLabel(text, id) {
  const way = choice('azure_labels');
  // Classic blades keep what the information icon says in the document, out of sight.
  const balloon =
    choice('azure_balloons') === 'yes' &&
    el('div', { style: 'position:absolute;left:-9999px', class: azureClass('infoballoon') }, `${text}: more information`);
  const star = el('span', { style: 'color:#a4262c', 'aria-hidden': 'true' }, ' *');
  if (way === 'heading') return [azurePart('h3', 'section-label', { id, style: 'font-size:14px' }, text, star), balloon];
  if (way === 'tied') return [azurePart('label', 'section-label', { id, style: 'display:block' }, text, star), balloon];
  return [azurePart('div', 'section-label', { id }, text, star), balloon];
}
function azureDeleteButton(onPress) {
  const named = rng('azure delete named');
  const wanted = { text: 'Delete', icon: 'bin', bare: true, onPress };
  return azureButton(named < 0.5 ? { ...wanted, name: 'Delete' } : { ...wanted, title: 'Delete' });
}

// One list of values. `changed` is called after every change a person makes.
function azureList(name, values, standard, changed) {
  const { label, hint, add, help } = AZURE_LISTS[name];
  const labelId = azureId(`label ${name}`);
  const rows = [];
  const place = azureGridRows() ? el('tbody') : el('div');
  const tied = choice('azure_labels') === 'tied';
  const hinted = choice('azure_labels') === 'placeholder' || choice('azure_hints') === 'yes';
  const group = azureId(`default ${name}`);
  const indexed = name === 'replyUrls' && azureGridRows() && rng('azure index') < 0.5;

  function addRow(value, byItself = false) {
    const id = azureId(name);
    const field = azureField({ value, id, hint: hinted ? hint : null, name: tied ? label : null, onInput: (typing) => typed(row, typing) });
    const way = choice('azure_default');
    const tick =
      way === 'none'
        ? null
        : azureTick({
            kind: way,
            group,
            checked: Boolean(value) && value === standard,
            name: rng('azure tick') < 0.5 ? 'Default' : null,
            title: 'Set as default',
            onChange: () => {
              if (tick.read()) rows.filter((other) => other !== row).forEach((other) => other.tick.set(false));
              changed();
            },
          });
    const row = { field, tick };
    const bin = azureDeleteButton(() => {
      if (azureTrailing() && row === rows.at(-1)) return;
      rows.splice(rows.indexOf(row), 1);
      row.node.remove();
      changed();
    });
    const index = indexed
      ? el('input', { type: 'text', inputmode: 'numeric', style: 'width:44px', 'aria-label': 'Index', placeholder: 'Index' })
      : null;
    const cells = [el('div', { style: 'flex:1;min-width:0' }, field), index, tick, bin].filter(Boolean);
    row.node = azureGridRows()
      ? el(
          'tr',
          {},
          cells.map((cell, at) => el('td', { style: at ? 'width:1%;padding-left:8px' : '' }, cell)),
        )
      : azurePart(
          'div',
          'entry-row',
          {},
          tick && !azureGridRows() && tick.title && rng('azure tick word') < 0.3
            ? [cells[0], el('label', { style: 'display:flex;gap:3px' }, tick, 'Default'), bin]
            : cells,
        );
    rows.push(row);
    place.append(row.node);
    if (!value && !byItself) azureKnowField(`azure new ${name}`, field);
    return row;
  }
  function typed(row, typing) {
    if (azureTrailing() && row === rows.at(-1) && row.field.read()) addRow('', true);
    if (!typing) changed();
  }
  values.forEach((value) => addRow(value));
  if (azureTrailing()) addRow('');
  const adding = azureTrailing()
    ? null
    : azureButton({
        text: add,
        link: rng('azure add') < 0.6,
        icon: rng('azure add') < 0.6 ? null : 'plus',
        key: `azure add ${name}`,
        onPress: async () => {
          if (rng('azure late row') < 0.3) await later(250);
          addRow('').field.real().focus();
        },
      });
  const wrong = azurePart('div', 'wrong', { role: 'alert' });
  const holder = azureGridRows() ? azureGrid(place, choice('azure_labels') === 'placeholder' ? label : 'Value', indexed) : place;
  const grouped = choice('azure_labels') === 'group' ? { role: 'group', 'aria-labelledby': labelId } : {};
  const named = choice('azure_labels') !== 'placeholder' && azureLabel(label, labelId);
  const filled = () => rows.filter((row) => row.field.read().trim());
  return {
    node: azurePart('div', 'section', grouped, named, azurePart('div', 'hint', {}, help()), holder, wrong, adding),
    wrong,
    filled,
    read: () => ({
      values: filled().map((row) => row.field.read().trim()),
      standard: filled()
        .filter((row) => row.tick?.read())
        .map((row) => row.field.read().trim()),
    }),
  };
}
function azureGrid(body, label, indexed) {
  const heads = [label, indexed && 'Index', choice('azure_default') !== 'none' && 'Default', ''].filter((head) => head !== false);
  return azurePart(
    'table',
    'grid',
    {},
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        heads.map((head) => el('th', { style: 'text-align:left;font-weight:400;color:#605e5c' }, head)),
      ),
    ),
    body,
  );
}

const AZURE_SINGLE = [
  ['signOnUrl', 'Sign on URL (Optional)', 'Enter a sign on URL'],
  ['relayState', 'Relay State (Optional)', 'Enter a relay state'],
  ['logoutUrl', 'Logout Url (Optional)', 'Enter a logout url'],
];
function azureSingles(known, changed) {
  const fields = AZURE_SINGLE.map(([name, label, hint]) => {
    const id = azureId(name);
    const tied = choice('azure_labels') === 'tied';
    const field = azureField({
      value: known[name] || '',
      hint,
      id,
      name: tied && azureKit === 'fluent' ? label : null,
      onInput: (typing) => typing || changed(),
    });
    return {
      name,
      field,
      node: azurePart('div', 'section', {}, azurePart(tied ? 'label' : 'div', 'section-label', tied ? { for: id } : {}, label), field),
    };
  });
  const inside = el(
    'div',
    {},
    fields.map(({ node }) => node),
  );
  let node = inside;
  if (choice('azure_optional') === 'folded') {
    inside.hidden = true;
    node = el(
      'div',
      {},
      azureButton({
        text: 'Set additional URLs',
        icon: 'arrow',
        onPress: () => {
          inside.hidden = !inside.hidden;
        },
      }),
      inside,
    );
  }
  return { node, read: () => Object.fromEntries(fields.map(({ name, field }) => [name, [field.read().trim()]])) };
}
