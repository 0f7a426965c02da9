// What a document begins with: the portal, or the blade in a frame of it.
const azureTitleOf = (name) => `${name} | SAML-based Sign-on`;
const AZURE_COMMANDS = [
  ['Upload metadata file', 'up'],
  ['Change single sign-on mode', 'swap'],
  ['Test this application', 'check'],
  ['Got feedback?', 'talk'],
];

// The blade itself, in a document, a frame or a shadow root.
async function azureBlade(page) {
  const content = azurePart('div', 'blade-body');
  azureBladeRoot.append(content);
  content.replaceChildren(azureLoading());
  try {
    page.card = await ask('/api/card', { objectId: page.objectId });
  } catch (error) {
    content.replaceChildren(el('p', { role: 'alert' }, error.message));
    return;
  }
  await later(300 + rng('azure slow blade') * 700);
  azureTell({ azure: 'title', title: page.view === 'SignOn' ? azureTitleOf(page.card.name) : `${page.card.name} | ${page.view}` });
  if (page.view !== 'SignOn') {
    azureOverview(content, page);
    return;
  }
  if (!page.card.mode) {
    content.replaceChildren();
    azureTiles(content, async () => {
      content.replaceChildren(azureLoading());
      await ask('/api/mode', { objectId: page.objectId });
      content.remove();
      azureBlade(page);
    });
    return;
  }
  page.edit = () => azureEdit(page, content);
  if (choice('azure_decoys') === 'parked') azureDecoy(content);
  await azureDraw(content, page);
  azureInterrupt('start');
}
const azureTell = (message) => (azureInFrame ? parent.postMessage(message, '*') : azureHeard({ data: message }));
function azureOverview(content, { card }) {
  content.replaceChildren(
    azurePart(
      'div',
      'card',
      {},
      el('h3', {}, 'Properties'),
      azureLines([
        { label: 'Name', value: card.name },
        { label: 'Application ID', value: card.appId },
        { label: 'Object ID', value: card.objectId },
      ]),
    ),
    azurePart(
      'div',
      'card',
      {},
      el('h3', {}, '2. Set up single sign on'),
      el('a', { href: azureAddressOf('SignOn', card), target: '_top' }, 'Get started'),
    ),
  );
}

// Opens the panel; what was saved is shown at once, or after a reload only.
async function azureEdit(page, content) {
  if (page.editing) return;
  page.editing = true;
  const saved = await azurePanelFor(page.card);
  page.editing = false;
  if (!saved || choice('azure_stale') === 'yes') return;
  page.card = await ask('/api/card', { objectId: page.objectId });
  await azureDraw(content, page);
}

// Draws the cards, as late and as often as the choice says.
async function azureDraw(content, page) {
  const way = choice('azure_redraw');
  if (way === 'twice') {
    azureDrawOnce(content, page);
    await later(500);
    content.replaceChildren(azureLoading());
    await later(400);
  }
  azureDrawOnce(content, page, way === 'cards_late');
  if (way !== 'spinner') return;
  const cover = el('div', { style: 'position:absolute;inset:0;background:#fffc;z-index:5' }, azureLoading());
  content.style.position = 'relative';
  content.append(cover);
  await later(900);
  cover.remove();
}
function azureDrawOnce(content, page, late = false) {
  const bar = azureBar(AZURE_COMMANDS.map(([text, icon]) => azureCommand({ text, icon, onPress: () => {} })));
  const numbered = choice('azure_number') === 'list';
  const drawn = azureAllCards(page).map((card, at) => {
    const place = el(numbered ? 'li' : 'div');
    if (!late) {
      place.append(azureCardNode(card, at + 1));
      return place;
    }
    place.append(azurePart('div', 'card', {}, azurePart('div', 'skeleton'), azurePart('div', 'skeleton')));
    later(200 + rng(`azure late card ${at}`) * 1000).then(() => place.replaceChildren(azureCardNode(card, at + 1)));
    return place;
  });
  const list = numbered ? el('ol', { style: 'padding-left:30px;font-size:15px' }, drawn) : el('div', {}, drawn);
  content.replaceChildren(bar, el('h2', { style: 'font-size:18px' }, 'Set up Single Sign-On with SAML'), list);
  if (choice('azure_decoys') !== 'parked') azureDecoy(content);
}

// What a frame tells the portal around it.
let azureShowTitle = () => {};
function azureHeard({ data, source }) {
  if (data?.azure === 'title') azureShowTitle(data.title);
  if (data?.azure === 'news') {
    azureNews.splice(0, azureNews.length, ...data.news);
    azureRing();
  }
  if (data?.azure === 'interrupt') azureInterrupt(data.at);
  if (data?.azure === 'panel') azureOpenPanel(data.card).then((saved) => source.postMessage({ azure: 'panel closed', saved }, '*'));
}
function azureRoute() {
  const address = decodeURIComponent(location.hash);
  const [, appId = ''] = address.match(/appId\/([0-9a-f-]{36})/i) || [];
  const page = { objectId: objectIn(location.hash), appId, view: (address.match(/~\/(\w+)/) || [])[1] || 'SignOn' };
  const title = azurePart('h1', 'blade-title', {}, '');
  const content = azurePart('div', 'blade-content');
  const close = azureButton({
    text: 'Close',
    icon: 'cross',
    bare: true,
    name: "Close content 'Single sign-on'",
    onPress: () => {
      location.hash = '#home';
    },
  });
  const blade = azurePart('main', 'blade', {}, azurePart('div', 'blade-header', {}, title, close), content);
  const menu = page.objectId && choice('azure_menu') !== 'none' ? azureServiceMenu(page) : null;
  $$('[data-area]').forEach((area) => area.remove());
  document.body.append(azurePart('div', 'work-area', { 'data-area': '' }, menu, blade));
  azureShowTitle = (text) => {
    title.textContent = text;
    document.title = `${text} - ${azureNew() ? 'Microsoft Entra admin center' : 'Microsoft Azure'}`;
  };
  // The first load of a deep link can land on home; the next one does not.
  const astray = page.objectId && choice('azure_landing') === 'home' && azureOnce('landing');
  if (page.objectId && !astray) azurePlaceBlade(content, page);
  else if (/StartboardApplicationsMenuBlade/.test(address)) azureAppList(content);
  else {
    azureShowTitle('Home');
    azureHome(content);
  }
  azureInterrupt('random');
}
async function azureStart() {
  document.body.style.cssText = AZURE_LOOKS[azureInFrame ? 'blade-page' : 'page'];
  await azureFetchKit(document.head);
  addEventListener('message', azureHeard);
  if (!azureInFrame) {
    document.body.append(azureTopBar());
    addEventListener('hashchange', azureRoute);
    azureRoute();
    return;
  }
  const asked = new URLSearchParams(location.search);
  const place = el('div');
  document.body.append(place);
  azureBladeRoot = place;
  if (asked.get('view') === 'warm') {
    place.append(azureLoading());
    return;
  }
  azureBlade({ objectId: asked.get('objectId'), appId: '', view: asked.get('view') || 'SignOn' });
}
azureStart();
