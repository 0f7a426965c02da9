// Finds the answer to a question that a press has raised, marks it, and says whether there is one.
// What is drawn since the press is new; where a new document came instead, all of it is. What is no more often
// there than before was only drawn again, and is no answer: a form's own 'Save' beside its 'Cancel' asks nothing. Nor does
// what comes by chance: `chance` is a pattern for what surveys and news say.
/* global alone, behind, called, clean, drawnAt, everyPressable, flat, layers, marks, shown, tag, words */
function question([agree, decline, names, chance]) {
  const pattern = source => new RegExp(source, "i");
  const byChance = one => {
    const block = layers(one)[0] ?? flat.parent(one);
    return pattern(chance).test(clean(block.innerText));
  };
  const everything = everyPressable().filter(one => shown(one) && called(one) && !byChance(one));
  // Something that can be put aside, such as a tour, may lie over a part of the question.
  const isPartlySeen = layer => {
    const { left, top, width, height } = layer.getBoundingClientRect(), parts = [1, 3, 5, 7, 9];
    return parts.some(x => parts.some(y => flat.contains(layer, drawnAt(left + (width * x) / 10, top + (height * y) / 10))));
  };
  const isInFront = one => !behind(one) || layers(one).slice(0, 1).some(isPartlySeen);
  const fresh = everything.filter(one => !window[marks.seen]?.has(one) && isInFront(one));
  const more = one => everything.filter(other => called(other) === called(one)).length > (names[called(one)] || 0);
  const yes = fresh.filter(one => pattern(agree).test(called(one)) && more(one));
  const no = fresh.filter(one => pattern(decline).test(called(one)));
  // Beside a 'Cancel' that was not there before, the one other thing to press is the answer, whatever it is called.
  // Not so beside a mere 'Close': that is no question.
  const beside = one => {
    for (let block = flat.parent(one); block; block = flat.parent(block)) {
      const others = fresh.filter(other => flat.contains(block, other) && !no.includes(other) && !flat.contains(other, one));
      if (others.length) return others;
    }
    return [];
  };
  const others = no.filter(one => more(one) && !alone(words.mereClose).test(called(one))).map(beside)
    .filter(found => found.length === 1 && more(found[0])).map(found => found[0]);
  const answers = [...new Set(yes.length && (window[marks.seen] || no.length) ? yes : others)];
  const last = answers[answers.length - 1];
  if (!last || !answers.every(one => flat.contains(one, last))) return false;
  tag(last, marks.agreed);
  return true;
}
