// What else is on the page: what interrupts, what could be taken for something else, and the choice of a method.
function azureInterruptionBox(look, role, title, text, buttons, modal) {
  const finish = () => {
    cover?.remove();
    node.remove();
  };
  const cover = modal ? azurePart('div', 'backdrop', { style: 'z-index:80' }) : null;
  const drawn = buttons({ finish });
  const node = el(
    'div',
    { role, 'aria-label': role ? title : null, style: `position:fixed;z-index:81;padding:12px 14px;box-shadow:0 4px 16px #0005;${look}` },
    el('div', { style: 'display:flex;gap:8px;justify-content:space-between' }, el('b', {}, title), drawn.corner),
    el('p', { style: 'margin:8px 0' }, text),
    drawn.foot,
  );
  document.body.append(...[cover, node].filter(Boolean));
}
const AZURE_CLOSE = 'interruption close';
const azureCornerCross = (finish, name = 'Close') =>
  azureButton({ text: name, icon: 'cross', bare: true, name, onPress: finish, key: AZURE_CLOSE });
const azureFoot = (words, finish, quiet = false) =>
  azurePart(
    'div',
    'box-buttons',
    {},
    words.map((text, at) =>
      azureButton({ text, quiet, onPress: at === words.length - 1 ? finish : () => {}, key: at === words.length - 1 ? AZURE_CLOSE : null }),
    ),
  );
const AZURE_INTERRUPTIONS = {
  bubble: () =>
    azureInterruptionBox(
      'top:60px;right:60px;width:270px;background:#0f6cbd;color:#fff',
      'dialog',
      'A new look for this page',
      'Find your commands at the top of every panel.',
      ({ finish }) => (rng('azure bubble') < 0.5 ? { corner: azureCornerCross(finish) } : { foot: azureFoot(['Got it'], finish, true) }),
    ),
  survey: () =>
    azureInterruptionBox(
      'bottom:12px;right:24px;width:340px;background:#fff',
      'dialog',
      'Rate your experience',
      'How likely are you to recommend this portal to a colleague?',
      ({ finish }) => ({
        corner: rng('azure survey') < 0.5 ? azureCornerCross(finish) : null,
        foot: [
          el(
            'div',
            {},
            [1, 2, 3, 4, 5].map((star) => el('span', { title: `${star} of 5`, style: 'cursor:pointer;font-size:20px' }, '\u2606')),
          ),
          rng('azure survey') < 0.5 ? null : azureFoot(['Rate now', 'Maybe later'], finish),
        ],
      }),
    ),
  toast: () =>
    azureInterruptionBox(
      'top:46px;right:10px;width:310px;background:#fff;border-left:4px solid #0078d4',
      'status',
      'Service health',
      'Some customers saw delays in sign-in logs. The incident has been resolved.',
      ({ finish }) => {
        later(5000).then(finish);
        return { corner: azureCornerCross(finish, 'Dismiss toast notification') };
      },
    ),
  news: () =>
    azureInterruptionBox(
      'top:110px;left:calc(50% - 220px);width:420px;background:#fff',
      'dialog',
      "What's new",
      'Home has been redesigned, and the service menu can be searched.',
      ({ finish }) =>
        rng('azure news') < 0.5 ? { foot: azureFoot(['Take a tour', 'Maybe later'], finish) } : { corner: azureCornerCross(finish) },
      true,
    ),
  copilot: () =>
    azureInterruptionBox(
      'top:40px;right:0;bottom:0;width:330px;background:#faf9f8',
      'complementary',
      'Copilot',
      'Ask about your resources, or let me summarize this page.',
      ({ finish }) => ({
        corner: azureCornerCross(finish, 'Close Copilot'),
        foot: el('input', { type: 'text', placeholder: 'Ask a question', 'aria-label': 'Ask a question', style: 'width:90%;padding:6px' }),
      }),
    ),
};
// It comes once, at its time.
async function azureInterrupt(at) {
  if (azureInFrame && !azureStorage()) {
    azureTell({ azure: 'interrupt', at });
    return;
  }
  const what = choice('azure_interruption');
  if (what === 'none' || choice('azure_interruption_at') !== at || !azureOnce('interruption')) return;
  await later({ start: 300, panel: 400, random: 300 + rng('azure moment') * 6000 }[at]);
  AZURE_INTERRUPTIONS[what]();
}

// Decoys.
function azureParked() {
  const other = 'Payroll (old)';
  const row = (label, value) => azurePart('div', 'row', {}, azurePart('div', 'label', {}, label), azurePart('div', 'value', {}, value));
  const button = (text) => azureButton({ text, onPress: () => {} });
  const hidden = rng('azure parked') < 0.5;
  return azurePart(
    'div',
    'parked',
    { style: hidden ? 'visibility:hidden' : '' },
    azurePart(
      'div',
      'card',
      {},
      'Basic SAML Configuration',
      button('Edit'),
      row('Identifier (Entity ID)', 'https://payroll.example/saml'),
      row('Reply URL (Assertion Consumer Service URL)', 'https://payroll.example/acs'),
    ),
    azurePart('div', 'card', {}, `Set up ${other}`, row('Login URL', 'https://login.example/parked/saml2')),
    azurePart(
      'div',
      'side',
      { style: 'position:absolute;right:auto;left:0' },
      azurePart('div', 'panel-title', {}, 'Basic SAML Configuration'),
      button('Save'),
      el('input', { type: 'text', placeholder: 'Enter an identifier' }),
      el('input', { type: 'text', placeholder: 'Enter a reply URL' }),
      button('Download'),
    ),
  );
}
function azureSecondSave() {
  const told = el('span', { role: 'status' });
  const note = el('textarea', { 'aria-label': 'Notes', rows: '2', style: 'width:100%;max-width:500px' });
  return azurePart(
    'div',
    'section',
    {},
    azurePart('div', 'section-label', {}, 'Notes'),
    note,
    el(
      'div',
      {},
      azureButton({
        text: 'Save',
        onPress: () => {
          told.textContent = ' Saved';
        },
      }),
      ' ',
      azureButton({
        text: 'Discard',
        onPress: () => {
          note.value = '';
        },
      }),
      told,
    ),
  );
}
async function azureOtherApps(root) {
  const apps = await ask('/api/apps');
  root.append(
    azurePart(
      'div',
      'section',
      { style: 'max-width:820px' },
      azurePart('div', 'section-label', {}, 'Other applications'),
      el(
        'ul',
        {},
        apps.slice(0, 8).map((app) => el('li', {}, el('a', { href: '#', onclick: (event) => event.preventDefault() }, app.name))),
      ),
    ),
  );
}
const AZURE_DECOYS = {
  second_save: (root) => root.append(azureSecondSave()),
  parked: () => azureBladeRoot.append(azureParked()),
  other_app: (root) => azureOtherApps(root),
};
const azureDecoy = (root) => (AZURE_DECOYS[choice('azure_decoys')] || (() => {}))(root);

// No method was chosen yet.
function azureTiles(root, chosen) {
  const tiles = [
    ['Disabled', "Single sign-on is not enabled. The user won't be able to launch the app from My Apps."],
    ['SAML', 'Rich and secure authentication to applications using the SAML (Security Assertion Markup Language) protocol.'],
    ['Password-based', 'Password storage and replay using a web browser extension or mobile app.'],
    ['Linked', 'Link to an application in My Apps and/or Office 365 application launcher.'],
  ];
  const tile = ([name, text]) => {
    const onPress = () => name === 'SAML' && chosen();
    const inside = [
      el(
        'div',
        { style: 'font-weight:600;font-size:15px', class: azureKit === 'ibiza' ? 'ext-ad-problem-details-card-tile-title' : null },
        name,
      ),
      el('div', {}, text),
    ];
    const style =
      'border:1px solid #c8c6c4;padding:12px;width:200px;min-height:110px;cursor:pointer;background:#fff;font:inherit;text-align:left;color:inherit';
    const way = azureKit === 'plain' ? choice('azure_elements') : 'button';
    const node =
      way === 'bare' || azureKit === 'ibiza'
        ? el('div', { style, onclick: onPress }, inside)
        : way === 'role'
          ? el('div', { style, role: 'button', tabindex: '0', onclick: onPress }, inside)
          : way === 'link'
            ? el(
                'a',
                {
                  style: `${style};text-decoration:none`,
                  href: '#',
                  onclick: (event) => {
                    event.preventDefault();
                    onPress();
                  },
                },
                inside,
              )
            : el('button', { style, type: 'button', onclick: onPress }, inside);
    return name === 'SAML' ? know('azure saml tile', node) : node;
  };
  root.append(
    el('h2', {}, 'Select a single sign-on method'),
    el('div', { style: 'display:flex;gap:12px;flex-wrap:wrap' }, tiles.map(tile)),
  );
}
