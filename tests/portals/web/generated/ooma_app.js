// Draws the portal.
const oomaHosts = {};
async function oomaDraw() {
  oomaChosen = '';
  for (const opened of [...openMenus]) opened.close();
  const accounts = oomaIsAway() || choice('accounts') === 'select' ? await oomaAccounts() : [];
  const path = oomaAncestors(accounts, accounts.find((one) => one.id === oomaAccount().id) || {}).map((one) => one.name);
  const current = oomaCurrent(path);
  if (oomaIsContent) {
    oomaContent(oomaHosts.content, current);
    return;
  }
  oomaHosts.bar.replaceChildren(...[oomaBar(current), current.under].filter(Boolean));
  oomaHosts.foot.replaceChildren(...[current.foot].filter(Boolean));
  if (choice('frame') === 'content') {
    const notice = oomaNotice();
    if (notice) oomaHosts.bar.append(notice);
    oomaContentFrame(oomaHosts.content);
  } else oomaContent(oomaHosts.content, current);
}
async function oomaBoot() {
  await kit().ready;
  if (choice('frame') === 'same' && !oomaInFrame) {
    const query = new URLSearchParams(location.search);
    query.set('app', '1');
    const src = `${location.pathname}?${query}${location.hash}`;
    document.body.append(
      el('iframe', {
        src,
        title: oomaChance('frame title', ['Portal', null]),
        style: 'position:fixed;inset:0;width:100%;height:100%;border:0',
      }),
    );
    return;
  }
  for (const name of ['bar', 'content', 'foot']) oomaHosts[name] = el('div');
  document.body.append(
    shadowed(el('div', { id: choice('names') === 'semantic' ? 'app' : null }, oomaHosts.bar, oomaHosts.content, oomaHosts.foot)),
  );
  if (!oomaIsContent) await oomaArrive();
  window.addEventListener('popstate', async () => {
    if (!oomaIsContent) {
      await oomaArrive();
      oomaDraw();
    }
  });
  window.addEventListener('blur', () => {
    for (const opened of [...openMenus]) opened.close();
  });
  await oomaDraw();
  oomaWatch();
}
oomaBoot();
