// The panel of card 1: what is typed in, saved, and asked afterwards.
function azureSaveCommand(surface, store) {
  const wanted = { text: 'Save', onPress: store, key: 'azure save' };
  const feedback = { text: 'Got feedback?', onPress: () => {} };
  const way = choice('azure_save');
  if (way === 'command_bar') {
    const save = azureCommand({ ...wanted, icon: 'save' });
    surface.bar.append(azureBar(save, azureCommand({ ...feedback, icon: 'talk' })));
    return save;
  }
  const save = azureButton(way === 'icon_button' ? { ...wanted, icon: 'save' } : { ...wanted, primary: true });
  const discard =
    rng('azure discard') < 0.6 || surface.kind === 'page' ? azureButton({ text: 'Discard', onPress: () => surface.leave() }) : null;
  if (way === 'icon_button') {
    surface.bar.append(el('div', { style: 'display:flex;gap:8px;padding:4px 0' }, save, discard || ''));
    return save;
  }
  surface.foot.append(azurePart('div', 'panel-foot', {}, save, discard || ''));
  return save;
}

// Opens the panel; `closed` is settled once it is gone, and says whether something was saved.
function azureOpenPanel(card) {
  const title = 'Basic SAML Configuration';
  const state = { changed: false, saved: false, saving: null };
  let finish;
  const closed = new Promise((done) => {
    finish = done;
  });
  const ended = async () => {
    if (state.saving) await state.saving;
    finish(state.saved);
    if (state.saved) azurePromptFor(card);
  };
  const surface = azureSurface({
    title,
    keys: { close: 'azure close' },
    onClose: async () => {
      if ((state.changed || state.saving) && choice('azure_unsaved') === 'changed') {
        const answer = await azureQuestion({
          title: 'Your unsaved edits will be discarded',
          text: 'Do you want to leave without saving?',
          answers: ['OK', 'Cancel'],
          keys: ['azure discard'],
        });
        if (answer !== 'OK') return false;
      }
      ended();
      return true;
    },
  });
  azureFillPanel(surface, card, state, () => {
    surface.close();
    ended();
  });
  azureInterrupt('panel');
  return closed;
}

async function azureFillPanel(surface, card, state, closeAfter) {
  if (choice('azure_panel_comes') === 'skeleton') {
    surface.body.append(azureLoading());
    await later(600);
    surface.body.replaceChildren();
  }
  const never = choice('azure_greyed') === 'never';
  const slowly = rng('azure late check') < 0.4 ? 250 : 0;
  const lists = {};
  const complete = () => Object.values(lists).every((list) => list.filled().length);
  async function changed() {
    state.changed = true;
    if (slowly && !never) await later(slowly);
    if (state.saving) return;
    if (!never) save.off(!complete());
    if (complete()) know('azure complete', surface.node);
  }
  const save = azureSaveCommand(surface, () => {
    if (!state.saving)
      state.saving = store().finally(() => {
        state.saving = null;
      });
  });
  const told = el('div', { style: 'margin:6px 0' });
  lists.identifiers = azureList('identifiers', card.identifiers, card.defaultIdentifier, changed);
  lists.replyUrls = azureList('replyUrls', card.replyUrls, card.defaultReplyUrl, changed);
  const singles = azureSingles(card.optional || {}, changed);
  surface.body.append(told, know('azure rows', lists.identifiers.node), lists.replyUrls.node, singles.node);
  if (!never) save.off(true);

  async function store() {
    const [identifiers, replyUrls] = [lists.identifiers.read(), lists.replyUrls.read()];
    for (const list of Object.values(lists)) list.wrong.textContent = '';
    if (!never) save.off(true);
    told.replaceChildren(el('span', { role: 'progressbar', 'aria-label': 'Saving', class: azureClass('progress') }, 'Saving\u2026'));
    await later(choice('azure_save_time') === 'slow' ? 1500 : 300);
    try {
      await ask('/api/saml', {
        objectId: card.objectId,
        identifiers: identifiers.values,
        defaultIdentifier: identifiers.standard,
        replyUrls: replyUrls.values,
        defaultReplyUrl: replyUrls.standard,
        ...singles.read(),
      });
    } catch (error) {
      told.replaceChildren();
      lists[/Reply/.test(error.message) ? 'replyUrls' : 'identifiers'].wrong.textContent = error.message;
      azureToast('Unable to save single sign-on configuration', error.message, told);
      if (!never) save.off(false);
      return;
    }
    Object.assign(state, { changed: false, saved: true });
    know('azure saved', surface.node);
    if (choice('azure_after') === 'stays') know('azure stays', surface.node);
    told.replaceChildren();
    azureToast('Save single sign-on configuration', 'Successfully saved single sign-on configuration', told);
    if (choice('azure_after') === 'closes') {
      await later(200);
      closeAfter();
    }
  }
}

// Once all is set the portal offers a test.
async function azurePromptFor(card) {
  const when = choice('azure_prompt');
  if (when === 'none') return;
  await later(when === 'late' ? 1500 : 300);
  const answer = await azureQuestion({
    title: `Test single sign-on with ${card.name}`,
    answers: ['Yes', "No, I'll test later"],
    keys: [null, 'azure test later'],
    text: `To ensure that single sign-on works for your application, you should test it. Do you want to test single sign-on with ${card.name} now?`,
  });
  if (answer === 'Yes') azureToast('Test single sign-on', 'A new tab would open here.');
}

// A blade in a frame may have its panels drawn by the portal around it.
const azurePanelFor = (card) => {
  if (!azureInFrame || choice('azure_panel_host') === 'blade') return azureOpenPanel(card);
  parent.postMessage({ azure: 'panel', card }, '*');
  return new Promise((done) => {
    addEventListener('message', function heard({ data }) {
      if (data?.azure !== 'panel closed') return;
      removeEventListener('message', heard);
      done(data.saved);
    });
  });
};
