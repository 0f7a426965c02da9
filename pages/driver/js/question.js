// Finds the answer to a question that a press has raised, marks it, and says whether there is one.
// What is drawn since the press is new; where a new document came instead, all of it is. What is no more often
// there than before was only drawn again, and is no answer: a form's own 'Save' beside its 'Cancel' asks nothing.
/* global alone, behind, called, marks, pressables, shown, tag, words */
function question([agree, decline, names]) {
  const pattern = source => new RegExp(source, "i");
  const everything = [...document.querySelectorAll(pressables)].filter(one => shown(one) && called(one));
  const fresh = everything.filter(one => !window[marks.seen]?.has(one) && !behind(one));
  const more = one => everything.filter(other => called(other) === called(one)).length > (names[called(one)] || 0);
  const yes = fresh.filter(one => pattern(agree).test(called(one)) && more(one));
  const no = fresh.filter(one => pattern(decline).test(called(one)));
  // Beside a 'Cancel' that was not there before, the one other thing to press is the answer, whatever it is called.
  // Not so beside a mere 'Close': that is no question.
  const beside = one => {
    for (let block = one.parentElement; block; block = block.parentElement) {
      const others = fresh.filter(other => block.contains(other) && !no.includes(other) && !other.contains(one));
      if (others.length) return others;
    }
    return [];
  };
  const others = no.filter(one => more(one) && !alone(words.mereClose).test(called(one))).map(beside)
    .filter(found => found.length === 1 && more(found[0])).map(found => found[0]);
  const answers = [...new Set(yes.length && (window[marks.seen] || no.length) ? yes : others)];
  const last = answers[answers.length - 1];
  if (!last || !answers.every(one => one.contains(last))) return false;
  tag(last, marks.agreed);
  return true;
}
