// What else is on the page: what lies over it for a while, and what only looks like what is looked for.
const oomaClosers = {
  cross: (close) => press('', close, { icon: 'cross', look: 'icon', key: 'interruption close', element: 'button', bare: true }),
  named_cross: (close) => press('', close, { icon: 'cross', name: 'Close', look: 'icon', key: 'interruption close', bare: true }),
  words: (close, words) => press(words, close, { key: 'interruption close', bare: true }),
};
const oomaCloser = (close, words) => oomaClosers[choice('interruption_close', 'cross')](close, words);
Object.assign(looks, {
  'over-box':
    'position:fixed;padding:18px 20px;background:#fff;color:#222;box-shadow:0 6px 30px rgba(0,0,0,.35);border-radius:6px;',
  'over-back': 'position:fixed;inset:0;background:rgba(0,0,0,.35);',
});
// A box somewhere over the page.
function oomaOver(css, children, { back = false, above = 6000 } = {}) {
  const box = el('div', mark('over-box', `${css};z-index:${above + 1}`), children);
  const holder = el('div', {}, back ? el('div', mark('over-back', `z-index:${above}`)) : null, box);
  document.body.append(holder);
  return holder;
}
const OOMA_MIDDLE = 'top:130px;left:calc(50% - 190px);width:380px';
function oomaStars() {
  return el(
    'p',
    {},
    [1, 2, 3, 4, 5].map((number) => press(String(number), () => {}, { look: 'icon', css: 'padding:8px;' })),
  );
}
const oomaInterruptions = {
  survey: (close) =>
    oomaOver(OOMA_MIDDLE, [oomaCloser(close, 'No thanks'), el('h3', {}, 'How likely are you to recommend us?'), oomaStars()], {
      back: true,
    }),
  news: (close) =>
    oomaOver(
      OOMA_MIDDLE,
      [
        el('h3', {}, "What's new"),
        el('p', {}, 'Call recordings can now be shared. Save time with the new editor.'),
        oomaCloser(close, 'Got it'),
      ],
      { back: true },
    ),
  tour: (close) =>
    oomaOver(
      'top:90px;left:220px;width:300px',
      [
        el('b', {}, 'Welcome to the new portal'),
        el('p', {}, 'Step 1 of 4: find your apps here.'),
        press('Next', () => {}, {}),
        ' ',
        oomaCloser(close, 'Skip tour'),
      ],
      { back: oomaChance('tour back', [true, false]) },
    ),
  cookies: (close) =>
    oomaOver('left:0;right:0;bottom:0;border-radius:0', [
      'We use cookies to keep you signed in and to improve this site. ',
      press('Accept', close, { key: 'interruption close', bare: true }),
      ' ',
      press('Only necessary', close),
    ]),
  toast: (close) =>
    oomaOver('top:54px;right:8px;width:320px', ['Planned maintenance on Sunday at 02:00 UTC. ', oomaCloser(close, 'Dismiss')]),
  chat: () =>
    oomaOver('right:6px;bottom:96px;padding:8px;border-radius:50%', [
      press('', () => {}, { icon: 'chat', name: 'Chat', look: 'icon' }),
    ]),
  menu_closer: (close) => oomaInterruptions.survey(close),
};
function oomaInterrupt() {
  if (sessionStorage.getItem('ooma interruption') === 'over') return;
  sessionStorage.setItem('ooma interruption', 'shown');
  const close = () => {
    sessionStorage.setItem('ooma interruption', 'over');
    holder.remove();
  };
  const holder = oomaInterruptions[choice('interruption')](close);
  // A press in it is not one beside an open menu, except where that is the point.
  if (choice('interruption') !== 'menu_closer') holder.addEventListener('click', (event) => event.stopPropagation());
}
function oomaWatch() {
  const what = choice('interruption', 'none');
  if (oomaIsContent) for (const of of ['menu', 'dialog']) window.addEventListener(`drawn-${of}`, () => oomaBoss.announce(of));
  if (what === 'none' || (oomaInFrame && choice('frame') === 'content')) return;
  const at = what === 'menu_closer' ? 'menu' : choice('interruption_at');
  const when = sessionStorage.getItem('ooma interruption');
  if (when === 'shown' || at === 'start') {
    oomaInterrupt();
    return;
  }
  if (at === 'random') {
    later(300 + 3000 * rng('interruption')).then(oomaInterrupt);
    return;
  }
  window.addEventListener(`drawn-${at}`, () => later(oomaChance('interruption wait', [60, 500])).then(oomaInterrupt), {
    once: true,
  });
}

// Things of the same words that are about something else.
styled('side-box', 'border:1px solid #dde;border-radius:5px;padding:12px 16px;margin:18px 0;background:#fafbfd;');
styled('grid', 'border-collapse:collapse;width:100%;');
styled('cell', 'padding:7px 10px;border-top:1px solid #dde;text-align:left;vertical-align:top;');
function oomaGrid(heads, rows) {
  const cells = (tag, row) =>
    el(
      'tr',
      {},
      row.map((cell) => el(tag, mark('cell'), cell)),
    );
  return el(
    'table',
    mark('grid'),
    el('thead', {}, cells('th', heads)),
    el(
      'tbody',
      {},
      rows.map((row) => cells('td', row)),
    ),
  );
}
function oomaSideForm() {
  const saved = () => toast('Your preferences have been saved.');
  return el(
    'div',
    mark('side-box'),
    el('h4', {}, 'Notifications'),
    field({ label: 'Send reports to', value: 'reports@example.com' }),
    press('Save', saved),
  );
}
function oomaOtherSwitches() {
  const box = (label) => el('p', {}, el('label', {}, el('input', { type: 'checkbox' }), ` ${label}`));
  return el(
    'div',
    mark('side-box'),
    el('h4', {}, 'Calls'),
    box('Enable call recording'),
    box('Enable voicemail transcription'),
    oomaGrid(
      ['Queue', 'Enabled'],
      [
        ['Support', 'Yes'],
        ['Sales', 'No'],
      ],
    ),
  );
}
// The customer and the accounts of similar names are the ones that are not numbered.
async function oomaFavourites(box) {
  const accounts = oomaOthers(await oomaAccounts());
  const listed = shuffled(
    'recent',
    accounts.filter((account) => !/^Customer \d(?!3$)|^Customers /.test(account.name)),
  );
  const links = listed.map((account) =>
    el(
      'div',
      {},
      press([account.name], () => oomaEnter(account), { look: 'link' }),
    ),
  );
  if (links.length) box.append(el('h4', {}, oomaChance('recent title', ['Recent accounts', 'Favorites'])), ...links);
}
function oomaDecoys(place) {
  const what = choice('decoys', 'none');
  if (what === 'second_save') place.append(oomaSideForm());
  if (what === 'other_switches') place.append(oomaOtherSwitches());
  if (what !== 'favourites') return;
  const box = el('div', mark('side-box'));
  place.append(box);
  oomaFavourites(box);
}
