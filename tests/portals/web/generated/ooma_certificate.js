// The certificate in the dialog: how it is shown, removed and uploaded.
Object.assign(looks, {
  'drop-zone': 'padding:20px;border:2px dashed #aab;border-radius:6px;text-align:center;color:#556;cursor:pointer;',
  'file-row': 'display:flex;gap:10px;align-items:center;padding:4px 0;',
  'cut-text':
    'display:inline-block;max-width:130px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;vertical-align:bottom;',
});

const oomaDate = (iso) => {
  const [year, month, day] = iso.slice(0, 10).split('-'),
    names = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
  return oomaChance('date', [
    iso.slice(0, 10),
    `${month}/${day}/${year}`,
    `${Number(day)} ${names[month - 1]} ${year}`,
    `${names[month - 1]} ${Number(day)}, ${year}`,
  ]);
};
function oomaFingerprint(facts) {
  const how = choice('fingerprint', 'sha1'),
    hex = (how.startsWith('sha256') ? facts.sha256 : facts.sha1).toUpperCase(),
    pairs = hex.match(/../g);
  const name = how.startsWith('sha256') ? 'SHA-256' : 'SHA-1';
  const shown = { colons: pairs.join(':'), spaces: pairs.join(' '), lower: hex.toLowerCase() }[how.split('_')[1]] || hex;
  return `${name}: ${shown}`;
}
// Each form gets the file's name and, once it was saved, the certificate's facts.
const oomaShownAs = {
  name: ({ name }) => el('span', {}, name),
  cut: ({ name }) =>
    rng('cut by words') < 0.5 && name.length > 9
      ? el('span', { title: name }, `${name.slice(0, 7)}…`)
      : el('span', { ...mark('cut-text', 'max-width:70px'), title: name }, name),
  subject: ({ name, facts }) => el('span', {}, facts ? `Subject: ${facts.subject}` : name),
  fingerprint: ({ name, facts }) => el('code', { style: 'overflow-wrap:anywhere' }, facts ? oomaFingerprint(facts) : name),
  serial: ({ name, facts }) => el('span', { style: 'overflow-wrap:anywhere' }, facts ? `Serial number: ${facts.serial}` : name),
  expiry: ({ name, facts }) => el('span', {}, facts ? `Certificate, expires ${oomaDate(facts.expires)}` : name),
  name_and_expiry: ({ name, facts }) =>
    el('span', {}, name, facts ? el('small', { style: 'color:#778' }, ` (valid until ${oomaDate(facts.expires)})`) : ''),
  input: ({ name }) => el('input', { ...mark('input', 'flex:1'), readonly: '', value: name }),
  chip: ({ name }) => el('span', mark('chip'), name),
  table_row: ({ name, facts }) => el('span', {}, el('b', {}, name), facts ? ` · ${oomaDate(facts.expires)}` : ''),
};
const oomaShownCertificate = (file, how = choice('certificate', 'name')) => know('certificate', oomaShownAs[how](file));

// Removing a file: by a trash bin, a word or a cross; some ask first.
async function oomaMayRemove() {
  if (choice('remove_asks') === 'native') return window.confirm('Are you sure that you want to remove this certificate?');
  if (choice('remove_asks') !== 'question') return true;
  return sure(
    'The certificate will be removed.',
    'remove yes',
    oomaChance('remove words', [
      ['Yes', 'Cancel'],
      ['OK', 'Cancel'],
      ['Remove', 'Cancel'],
      ['Delete', 'No'],
    ]),
  );
}
function oomaRemover(remove) {
  const go = async () => {
    if (await oomaMayRemove()) remove();
  };
  if (choice('remove') === 'button') return press('Remove', go, { key: 'remove' });
  const name =
    choice('icon_remove_name') === 'named' ? oomaChance('remove name', ['Remove', 'Delete', 'Delete certificate']) : undefined;
  return press('', go, { icon: choice('remove') === 'cross' ? 'cross' : 'trash', name, look: 'icon', key: 'remove' });
}
function oomaFileShown(file, remove) {
  const shown = oomaShownCertificate(file),
    remover = oomaRemover(remove);
  if (choice('certificate') === 'table_row') return oomaGrid(['File', ''], [[shown, remover]]);
  if (choice('certificate') === 'chip') {
    shown.append(' ', remover);
    return shown;
  }
  return el('div', mark('file-row'), rng('remover first') < 0.2 ? [remover, shown] : [shown, remover]);
}

// Inputs for files. One that is made when it is wanted is never in the document.
function oomaFileInput(picked, css) {
  const input = el('input', {
    type: 'file',
    accept: choice('upload_accept') === 'given' ? CONFIG.accept : null,
    style: css || null,
  });
  input.addEventListener('change', () => {
    if (input.files.length) picked(input.files[0]);
  });
  return input;
}
const OOMA_UNSEEN = {
  hidden: 'display:none',
  invisible: 'position:absolute;width:1px;height:1px;opacity:0;overflow:hidden',
  made_on_press: 'display:none',
};
function oomaChooser(picked) {
  if (choice('upload_input') === 'made_on_press') return { input: null, choose: () => oomaFileInput(picked).click() };
  const input = oomaFileInput(picked, OOMA_UNSEEN[choice('upload_input')]);
  return { input, choose: () => input.click() };
}
// Each form returns [node, enable(on)].
const oomaUploads = {
  button_input(picked) {
    const { input, choose } = oomaChooser(picked),
      button = press('Upload File', choose, {
        key: 'upload',
        icon: oomaChance('upload icon', ['upload', null]),
        element: 'button',
      });
    return [el('span', {}, button, input), button.enable];
  },
  label(picked) {
    const input = oomaFileInput(picked, OOMA_UNSEEN[choice('upload_input')]);
    const label = know('upload', el('label', mark('button', 'position:relative'), 'Upload File', input));
    return [
      label,
      (on) => {
        input.disabled = !on;
        setEnabled(label, on);
      },
    ];
  },
  drop_zone(picked) {
    const { input, choose } = oomaChooser(picked);
    const words = el(
      'div',
      {},
      oomaChance('drop words', ['Drag and drop a file here or click to browse', 'Drop your certificate here, or click to browse']),
    );
    const zone = know('upload', el('div', mark('drop-zone'), icon('upload'), el('div', {}, el('b', {}, 'Upload File')), words));
    zone.addEventListener('click', () => {
      if (!zone.off) choose();
    });
    zone.addEventListener('dragover', (event) => event.preventDefault());
    zone.addEventListener('drop', (event) => {
      event.preventDefault();
      if (!zone.off && event.dataTransfer.files.length) picked(event.dataTransfer.files[0]);
    });
    return [el('div', {}, zone, input), (on) => setEnabled(zone, on)];
  },
  native(picked) {
    const input = know('upload', oomaFileInput(picked)),
      tied = rng('upload tied') < 0.5,
      id = tied ? markId('upload') : null;
    if (id) input.id = id;
    return [
      el('span', {}, el(tied ? 'label' : 'span', { for: id, style: 'margin-right:8px' }, 'Upload File'), input),
      (on) => {
        input.disabled = !on;
      },
    ];
  },
  // A field for the name and a button; the input between them is not drawn.
  monster(picked) {
    const input = oomaFileInput(picked, 'display:none'),
      button = press('Upload File', () => input.click(), { key: 'upload' });
    const name = el('input', { ...mark('input', 'display:inline-block;width:220px'), readonly: '', placeholder: 'No file chosen' });
    return [el('span', {}, input, name, ' ', button), button.enable];
  },
};

// The whole control. `changed` is called when a file came or went.
function oomaCertificate(idp, changed) {
  const file = { name: idp?.certificate_name || '', facts: idp?.certificate_facts, text: '' };
  const holder = el('div'),
    wrong = el('div', { style: 'color:#b3261e', role: 'alert' });
  const remove = async () => {
    Object.assign(file, { name: '', text: '', facts: null });
    draw(false);
    changed();
    await later(oomaChance('active again', [0, 350]));
    if (!file.name) draw();
  };
  const picked = async (chosen) => {
    wrong.textContent = '';
    holder.replaceChildren(`Uploading ${chosen.name}`);
    try {
      const text = await readFile(chosen);
      await ask('/api/file', { name: chosen.name, text });
      Object.assign(file, { name: chosen.name, text, facts: null });
    } catch (error) {
      wrong.textContent = error.message;
    }
    draw();
    changed();
  };
  const draw = (ready = true) => {
    const [node, enable] = oomaUploads[choice('upload', 'button_input')](picked);
    enable?.(ready && !file.name);
    const upload = file.name && choice('upload_busy') === 'hidden' ? null : wrapped(node);
    holder.replaceChildren(...[file.name ? oomaFileShown(file, remove) : null, upload, wrong].filter(Boolean));
  };
  draw();
  const words = el(
    oomaChance('certificate label', ['label', 'div', 'h5', 'span']),
    mark('label'),
    starred('X.509 Certificate', true),
  );
  return { node: el('div', mark('field'), words, holder), file };
}
