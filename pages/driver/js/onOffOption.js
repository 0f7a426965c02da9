// Which of the things that an open list offers means on, or off; -1 unless it offers these two and nothing else.
/* global alone, called, shown, words */
function onOffOption(options, on) {
  const offered = options.filter(shown);
  const meaning = choices => offered.filter(one => alone(choices).test(called(one)));
  const [turnsOn, turnsOff] = [meaning(words.onChoice), meaning(words.offChoice)];
  if (offered.length !== 2 || turnsOn.length !== 1 || turnsOff.length !== 1) return -1;
  return options.indexOf((on ? turnsOn : turnsOff)[0]);
}
