// The dialog in which an identity provider is set up and edited.
const OOMA_OTHERS = [
  { label: 'SLO URL', name: 'sloUrl' },
  { label: 'NameID Format', name: 'nameId', value: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress', readonly: true },
  { label: 'First Name Claim', name: 'firstName' },
  { label: 'Last Name Claim', name: 'lastName' },
  { label: 'Provider Name', name: 'providerName' },
];
const OOMA_HINTS = { 'SSO URL': 'Where users are sent to sign in.', 'Email Claim': 'The attribute that holds the e-mail address.' };
const oomaExtraFields = () =>
  ({ none: [], some: shuffled('extra', OOMA_OTHERS).slice(0, 2), all: OOMA_OTHERS })[choice('extra_fields', 'none')];

// An input whose value is what its script holds, as in React.
function oomaControl(input) {
  if (choice('inputs') !== 'controlled') return;
  let held = input.value;
  input.addEventListener('input', () => {
    held = input.value;
    queueMicrotask(() => {
      if (input.value !== held) input.value = held;
    });
  });
  input.addEventListener('change', () => {
    input.value = held;
  });
}
function oomaField(options) {
  const multiline = choice('inputs') === 'textarea' && options.label.endsWith('Claim');
  const node = field({ ...options, multiline, hint: OOMA_HINTS[options.label] });
  oomaControl(node.input);
  return node;
}
function oomaDialogFields(idp, changed) {
  // A placeholder that is the only label must not be hidden by a value.
  const claim = idp?.email_claim ?? (choice('label') === 'placeholder' ? '' : choice('claim_default', ''));
  const fields = {
    ssoUrl: oomaField({
      label: 'SSO URL',
      key: 'sso url',
      value: idp?.sso_url,
      required: true,
      type: oomaChance('url type', ['text', 'url']),
      placeholder: 'https://',
    }),
    emailClaim: oomaField({ label: 'Email Claim', key: 'claim', value: claim, required: true }),
  };
  const others = Object.fromEntries(
    oomaExtraFields().map((one) => [one.name, oomaField({ ...one, value: one.value ?? idp?.other[one.name] })]),
  );
  const certificate = oomaCertificate(idp, changed);
  for (const one of Object.values(fields)) one.input.addEventListener('input', changed);
  const guide = [fields.ssoUrl, certificate.node, fields.emailClaim, ...Object.values(others)];
  const ordered = choice('order') === 'shuffled' ? shuffled('fields', guide) : guide;
  return { fields, others, file: certificate.file, nodes: ordered };
}
const oomaIsComplete = ({ fields, file }) =>
  Boolean(fields.ssoUrl.input.value.trim() && fields.emailClaim.input.value.trim() && file.name);

async function oomaSaveDialog(drawn) {
  if (!drawn.file.name) throw new Error('X.509 Certificate: this field is required.');
  const values = (fields) => Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, one.input.value]));
  const certificate = { certificate: drawn.file.text, certificateName: drawn.file.name };
  await ask('/api/save', { id: oomaAccount().id, ...values(drawn.others), ...values(drawn.fields), ...certificate });
}
// Opens the dialog. `saved` is called once it is gone after saving, `left` when it is gone without.
function oomaOpenDialog(idp, place, saved, left) {
  const wrong = el('div'),
    body = el('div');
  let button = null,
    done = false;
  const changed = () => {
    if (choice('dialog_save') === 'when_complete') button?.enable(oomaIsComplete(drawn));
  };
  const drawn = oomaDialogFields(idp, () => changed());
  const save = async (close) => {
    button.enable(false);
    try {
      await oomaSaveDialog(drawn);
    } catch (error) {
      wrong.replaceChildren(el('div', { ...mark('alert'), role: 'alert' }, error.message));
      button.enable(true);
      return;
    }
    done = true;
    close();
    saved();
  };
  const buttons = [
    [
      'Save',
      save,
      {
        key: 'save',
        primary: true,
        made: (control) => {
          button = control;
        },
      },
    ],
    ['Cancel', (close) => close(), { key: 'cancel' }],
  ];
  const ordered = oomaChance('dialog buttons', [buttons, [...buttons].reverse()]);
  const fill = () => {
    body.replaceChildren(wrong, ...drawn.nodes);
    changed();
  };
  overlay({
    title: oomaChance('dialog words', ['Identity Provider', 'Identity Provider Information', 'IdP Settings']),
    body,
    buttons: ordered,
    key: 'dialog',
    form: choice('dialog', 'dialog'),
    place,
    onClose: () => {
      if (!done) left();
    },
  });
  if (choice('dialog_late') !== 'spinner') {
    fill();
    return;
  }
  body.replaceChildren(oomaSpinner());
  later(500).then(fill);
}
