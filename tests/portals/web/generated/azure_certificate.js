// Card 3: the signing certificate and its downloads.
function azureThumbprint(certificate) {
  const way = choice('azure_certificate');
  if (way === 'sha256_thumbprint' && certificate.sha256) return certificate.sha256;
  if (way === 'grouped_thumbprint') return certificate.thumbprint.match(rng('azure group') < 0.5 ? /../g : /..../g).join(' ');
  return certificate.thumbprint;
}
// The date and time are in the language of the browser or of the account.
const azureDate = ({ expires }) => {
  const language = { british: 'en-GB', german: 'de-DE', swedish: 'sv-SE' }[choice('azure_dates')];
  return language ? new Date(expires).toLocaleString(language) : expires;
};
const azureStatus = (certificate) => ({
  label: 'Status',
  value: 'Active',
  node: certificate && choice('azure_certificate') === 'status_badge' && azurePart('span', 'badge', {}, 'Active'),
});

const azureBytes = (pem) => Uint8Array.from(atob(pem.replace(/-----[^-]+-----|\s/g, '')), (letter) => letter.charCodeAt(0));
const AZURE_FILES = {
  'Certificate (Base64)': (card) => [`${card.name}.cer`, card.certificate.pem],
  'Certificate (Raw)': (card) => [`${card.name}.cer`, azureBytes(card.certificate.pem)],
  'Federation Metadata XML': (card) => [`${card.name}.xml`, `\ufeff<?xml version="1.0"?><EntityDescriptor entityID="${card.entityId}"/>`],
};
async function azureDownload(name, card) {
  const way = choice('azure_download_way');
  const [file, content] = AZURE_FILES[name](card);
  if (way === 'slow_blob') await later(800);
  if (way !== 'data' || typeof content !== 'string') {
    download(file, content);
    return;
  }
  const link = el('a', { href: `data:application/octet-stream;charset=utf-8,${encodeURIComponent(content)}`, download: file });
  document.body.append(link);
  link.click();
  link.remove();
}
function azureDownloadButton(name, card) {
  const off = !card.certificate;
  if (off && choice('azure_no_certificate') !== 'disabled') return null;
  const way = choice('azure_download');
  const naming = choice('azure_download_name');
  const wanted = {
    text: 'Download',
    onPress: () => azureDownload(name, card),
    key: name === 'Certificate (Base64)' && !off ? 'azure download' : null,
    name: naming === 'described' ? `Download ${name}` : null,
    title: naming === 'row' ? `Download ${name}` : null,
  };
  const role = () => {
    const node = azurePart('a', 'link', { role: 'link', tabindex: '0', 'aria-label': wanted.name, title: wanted.title }, 'Download');
    node.addEventListener('click', azureGuarded(node, wanted.onPress));
    return azureKnow(wanted.key, azureUse(node, { off: (flag) => azureGrey(node, flag, false) }));
  };
  const button =
    way === 'role_link' && azureKit !== 'fluent'
      ? role()
      : azureButton({ ...wanted, link: way === 'link' || way === 'role_link', icon: way === 'icon' ? 'down' : null });
  if (off) button.off(true);
  return button;
}

function azureFactsTable(certificate) {
  const columns = [
    ['Status', 'Active'],
    ['Expiration', azureDate(certificate)],
    ['Thumbprint', azureThumbprint(certificate)],
  ];
  const shown = choice('azure_certificate_order') === 'shuffled' ? shuffled('azure columns', columns) : columns;
  const cell = 'text-align:left;padding:4px 20px 4px 0;overflow-wrap:anywhere;vertical-align:top';
  return el(
    'table',
    { class: azureClass('grid'), style: 'border-collapse:collapse;margin:6px 0' },
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        shown.map(([name]) => el('th', { style: cell }, name)),
      ),
    ),
    el(
      'tbody',
      {},
      el(
        'tr',
        {},
        shown.map(([, value]) => el('td', { style: cell }, value)),
      ),
    ),
  );
}
function azureCertificateCard({ card }) {
  const { certificate } = card;
  const mixed = choice('azure_certificate_order') === 'shuffled';
  const inOrder = (key, list) => (mixed ? shuffled(`azure ${key}`, list) : list);
  const facts = certificate
    ? [
        azureStatus(certificate),
        { label: 'Thumbprint', value: azureThumbprint(certificate) },
        { label: 'Expiration', value: azureDate(certificate) },
      ]
    : ['Status', 'Thumbprint', 'Expiration'].map((label) => ({ label, value: '' }));
  const others = [
    { label: 'Notification Email', value: CONFIG.user },
    { label: 'App Federation Metadata Url', value: card.metadataUrl, address: true },
  ];
  const downloads = Object.keys(AZURE_FILES)
    .map((label) => ({ label, node: azureDownloadButton(label, card) }))
    .filter(({ node }) => node);
  const asTable = choice('azure_certificate') === 'table' && certificate;
  const parts = [
    azureNew() && azurePart('h4', 'section-label', {}, 'Token signing certificate'),
    asTable && azureFactsTable(certificate),
    azureLines(inOrder('lines', [...(asTable ? [] : facts), ...others])),
    azureLines(inOrder('downloads', downloads)),
  ];
  if (!certificate && choice('azure_no_certificate') === 'message') {
    parts.unshift(azurePart('p', 'hint', {}, 'There is no signing certificate yet. It is created when the basic configuration is saved.'));
  }
  return [...parts, choice('azure_decoys') === 'verification_certificates' && azureVerification()].filter(Boolean);
}
// The second part of the card has an 'Edit' and dates of its own.
function azureVerification() {
  const edit = azureButton({ text: 'Edit', icon: 'pencil', onPress: () => azureOtherPanel('Verification certificates') });
  return azurePart(
    'div',
    'section',
    {},
    el(
      'div',
      { style: 'display:flex;justify-content:space-between' },
      azurePart('h4', 'section-label', {}, 'Verification certificates (optional)'),
      edit,
    ),
    azureLines([
      { label: 'Required', value: 'No' },
      { label: 'Active', value: '0' },
      { label: 'Expired', value: '1' },
      { label: 'Expiration', value: '3/14/2022, 9:12:40 AM' },
      { label: 'Thumbprint', value: '5A1B3C7D9E0F2A4B6C8D0E1F3A5B7C9D1E3F5A7B' },
    ]),
  );
}
