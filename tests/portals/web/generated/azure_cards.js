// The five cards of the SAML page, by the choices of their markup.
const azureNew = () => choice('azure_words') === 'new';
const azureDirectoryWord = () => (azureNew() ? 'Microsoft Entra ID' : 'Azure AD');

// A line of a card: { label, value: text or texts, word: what stands there while it is unset, copied, key, node }.
const azureCut = (text) => `${text.slice(0, 26)}\u2026`;
function azureText(line) {
  const texts = Array.isArray(line.value) ? line.value : [line.value].filter(Boolean);
  if (!texts.length) return azurePart('span', 'unset', {}, line.word || '\u2014');
  if (texts.length > 1) {
    if (choice('azure_urls') === 'commas') return el('span', {}, texts.join(', '));
    if (choice('azure_urls') === 'list')
      return el(
        'ul',
        { style: 'margin:0;padding-left:16px' },
        texts.map((one) => el('li', {}, one)),
      );
    return el(
      'div',
      {},
      texts.map((one) => el('div', {}, one)),
    );
  }
  return el('span', {}, texts[0]);
}
// The addresses that people copy out of the page are drawn in ways of their own.
function azureAddress(line) {
  const way = choice('azure_values');
  if (way === 'readonly_input') {
    const field = azureField({ value: line.value, readonly: true, name: rng('azure named value') < 0.5 ? line.label : null });
    azureKnowField(line.key, field);
    return field;
  }
  if (way === 'cut') {
    const byStyle = rng('azure cut') < 0.5;
    return know(
      line.key,
      azurePart(
        'span',
        byStyle ? 'cut' : 'plain-text',
        { title: line.value, style: byStyle ? AZURE_LOOKS.cut : '' },
        byStyle ? line.value : azureCut(line.value),
      ),
    );
  }
  return know(line.key, el('span', {}, line.value));
}
function azureCopyButton(line) {
  const way = choice('azure_values') === 'copy' && choice('azure_copy') === 'none' ? 'title' : choice('azure_copy');
  if (way === 'none') return null;
  const onPress = () => {
    navigator.clipboard?.writeText(line.value).catch(() => {});
  };
  if (way === 'badge') return azureButton({ text: 'Copy', onPress });
  return azureButton({
    text: 'Copy',
    icon: 'copy',
    bare: true,
    onPress,
    ...(way === 'title' ? { title: 'Copy to clipboard' } : { name: `Copy ${line.label}` }),
  });
}
const azureValue = (line) => line.node || (line.address ? [azureAddress(line), azureCopyButton(line)] : azureText(line));

const AZURE_LINES = {
  divs: (lines) =>
    lines.map((line) =>
      azurePart('div', 'row', {}, azurePart('div', 'label', {}, line.label), azurePart('div', 'value', {}, azureValue(line))),
    ),
  dl: (lines) =>
    el(
      'dl',
      { style: 'display:grid;grid-template-columns:270px minmax(0,1fr);gap:6px;margin:0' },
      lines.flatMap((line) => [
        el('dt', { class: azureClass('term') }, line.label),
        el('dd', { style: 'margin:0;overflow-wrap:anywhere', class: azureClass('detail') }, azureValue(line)),
      ]),
    ),
  table: (lines) =>
    el(
      'table',
      { class: azureClass('card-table'), style: 'width:100%;border-collapse:collapse' },
      el(
        'tbody',
        {},
        lines.map((line) =>
          el(
            'tr',
            {},
            el(rng('azure th') < 0.5 ? 'th' : 'td', { style: 'text-align:left;font-weight:400;width:270px;padding:3px 0' }, line.label),
            el('td', { style: 'overflow-wrap:anywhere' }, azureValue(line)),
          ),
        ),
      ),
    ),
  // Label above value, each in a part of its own.
  sections: (lines) =>
    lines.map((line) =>
      azurePart(
        'div',
        'line',
        { style: 'margin:6px 0' },
        el('div', { style: 'color:#605e5c;font-size:12px' }, line.label),
        el('div', {}, azureValue(line)),
      ),
    ),
};
const azureLines = (lines) => (AZURE_LINES[choice('azure_cards')] || AZURE_LINES.divs)(lines);

// Where the number of a card stands.
function azureTitle(card, at) {
  const way = choice('azure_number');
  const tag = { sections: 'h3', collapsible: 'span', dl: 'h2' }[choice('azure_cards')] || 'div';
  const title = azurePart(
    tag,
    'card-title',
    card.titleId ? { id: card.titleId } : {},
    way === 'in_title' ? `${at}. ${card.title}` : card.title,
  );
  if (way === 'badge') return [azurePart('span', 'card-number', {}, String(at)), title];
  if (way === 'svg') {
    const drawing = el('span');
    drawing.innerHTML =
      `<svg width="28" height="28" aria-hidden="true"><circle cx="14" cy="14" r="13" fill="none" stroke="#605e5c"/>` +
      `<text x="14" y="19" text-anchor="middle" font-size="14">${at}</text></svg>`;
    return [drawing, title];
  }
  if (way === 'above') return [el('div', {}, el('div', { style: 'color:#605e5c;font-size:12px' }, String(at)), title)];
  return [title];
}
function azureEditButton(card) {
  if (!card.onEdit) return null;
  const named = choice('azure_edit_name') === 'card';
  const name = named ? `Edit ${card.title}` : null;
  const way = choice('azure_edit');
  const wanted = { text: 'Edit', onPress: card.onEdit, key: card.editKey, name };
  const button =
    way === 'link'
      ? azureButton({ ...wanted, link: true })
      : azureButton({ ...wanted, icon: way === 'pencil' || rng('azure edit icon') < 0.5 ? 'pencil' : null, bare: way === 'pencil' });
  if (azureKit !== 'ibiza') return button;
  return el(
    'ul',
    { style: 'list-style:none;margin:0;padding:0' },
    el('li', { role: 'presentation', title: card.editTitle || 'Edit' }, button),
  );
}
function azureCardNode(card, at) {
  const where = choice('azure_edit_at');
  const edit = azureEditButton(card);
  const collapsible = choice('azure_cards') === 'collapsible';
  const bodyId = azureId('card body');
  card.titleId = choice('azure_cards') === 'sections' ? azureId('card title') : null;
  const title = azureTitle(card, at);
  const body = azurePart('div', 'card-body', { id: collapsible ? bodyId : null }, card.body());
  let handle = title;
  if (collapsible) {
    const toggle = el(
      'button',
      {
        type: 'button',
        'aria-expanded': 'true',
        'aria-controls': bodyId,
        class: azureClass('card-toggle'),
        style: 'border:0;background:none;font:inherit;display:flex;gap:10px;align-items:center;cursor:pointer;padding:0;color:inherit',
        onclick: () => {
          body.hidden = !body.hidden;
          toggle.setAttribute('aria-expanded', String(!body.hidden));
        },
      },
      azureIcon('arrow'),
      title,
    );
    handle = toggle;
  }
  const head = azurePart(
    'div',
    'card-head',
    {},
    handle,
    where !== 'foot' && el('span', { style: where === 'head' ? 'margin-left:auto' : '' }, edit),
  );
  const foot = where === 'foot' && edit ? azurePart('div', 'card-foot', {}, edit) : null;
  const attributes = card.titleId ? { 'aria-labelledby': card.titleId } : {};
  return azurePart(
    choice('azure_cards') === 'sections' ? 'section' : 'div',
    'card',
    attributes,
    azureKit === 'plain' ? azureWrapped(head) : head,
    body,
    foot,
  );
}

function azureAllCards(page) {
  const { card } = page;
  const optional = (name) => (card.optional || {})[name];
  return [
    {
      title: 'Basic SAML Configuration',
      editTitle: 'Edit basic SAML configuration',
      editKey: 'azure edit',
      onEdit: page.edit,
      body: () =>
        azureLines([
          { label: 'Identifier (Entity ID)', value: card.identifiers, word: 'Required' },
          { label: 'Reply URL (Assertion Consumer Service URL)', value: card.replyUrls, word: 'Required' },
          { label: 'Sign on URL', value: optional('signOnUrl'), word: 'Optional' },
          { label: 'Relay State (Optional)', value: optional('relayState'), word: 'Optional' },
          { label: 'Logout Url (Optional)', value: optional('logoutUrl'), word: 'Optional' },
        ]),
    },
    {
      title: azureNew() ? 'Attributes & Claims' : 'User Attributes & Claims',
      editTitle: 'Edit user attributes and claims',
      onEdit: () => azureOtherPanel(azureNew() ? 'Attributes & Claims' : 'User Attributes & Claims'),
      body: () =>
        azureLines(
          [
            ['givenname', 'user.givenname'],
            ['surname', 'user.surname'],
            ['emailaddress', 'user.mail'],
            ['name', 'user.userprincipalname'],
            ['Unique User Identifier', 'user.userprincipalname'],
          ].map(([label, value]) => ({ label, value })),
        ),
    },
    {
      title: azureNew() ? 'SAML Certificates' : 'SAML Signing Certificate',
      editTitle: 'Edit SAML signing certificate',
      onEdit: () => azureOtherPanel('SAML Signing Certificate'),
      body: () => azureCertificateCard(page),
    },
    {
      title: `Set up ${card.name}`,
      body: () => [
        azurePart('p', 'hint', {}, `You'll need to configure the application to link with ${azureDirectoryWord()}.`),
        azureLines([
          { label: 'Login URL', value: card.loginUrl, address: true, key: 'azure login url' },
          {
            label: azureNew() ? 'Microsoft Entra Identifier' : 'Azure AD Identifier',
            value: card.entityId,
            address: true,
            key: 'azure entity id',
          },
          { label: 'Logout URL', value: card.logoutUrl, address: true, key: 'azure logout url' },
        ]),
        rng('azure instructions') < 0.5 && azureButton({ text: 'View step-by-step instructions', link: true, onPress: () => {} }),
      ],
    },
    {
      title: `${azureNew() ? 'Test' : 'Validate'} single sign-on with ${card.name}`,
      body: () => [
        azurePart(
          'p',
          'hint',
          {},
          'Test to see if single sign-on is working. Users will need to be added to Users and groups before they can sign in.',
        ),
        azureButton({ text: 'Test', onPress: () => azureToast('Test single sign-on', 'A new tab would open here.') }),
      ],
    },
  ];
}
// The edit panels of the other cards: there, and of no use to the guide.
function azureOtherPanel(title) {
  const surface = azureSurface({ title, onClose: () => true });
  surface.bar.append(azureBar(azureCommand({ text: 'Got feedback?', icon: 'talk', onPress: () => {} })));
  surface.body.append(el('p', {}, 'Manage what is sent to the application, and how it is signed.'));
}
