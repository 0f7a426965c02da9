// Whether a list offers two things to choose from, of which one means on, and one off.
/* global alone, words */
function isOnOffList(list) {
  const prompt = new RegExp(String.raw`^\W*(?:${words.unchosen.join("|")})\b`, "i");
  const offered = [...list.options].map(one => one.label.trim()).filter(one => one && !prompt.test(one));
  return offered.length === 2 && [words.onChoice, words.offChoice].every(
    meaning => offered.some(one => alone(meaning).test(one)));
}
