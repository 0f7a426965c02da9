// Of some toggles the one that stands beside given words, as a person pairs them by eye: in the words' line, or
// close below; -1 if there is none. A toggle that carries other words of its own is somebody else's, and so is one
// below that has a label's words in its own line, or words of another switch nearer to it. `labels` are elements that say
// the words and nothing else; a text of its own beside other elements is found here. `source` and `others` are patterns
// for the words and for those of other switches, `refused` the indices of toggles that are known to be another's, and
// `kinds` is the selector of toggles.
/* global alone, clean, flat, mayLabel, shown, words */
function toggle(toggles, [labels, source, others, refused, kinds]) {
  if (!toggles.length) return -1;
  const pattern = new RegExp(source, "i");
  const state = new RegExp(String.raw`^\W*(?:${[...words.on, ...words.off].join("|")}|\W)+$`, "i");
  const onOff = alone([...words.onState, ...words.offState]);
  const named = toggle => {
    const by = (toggle.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean);
    const around = [...(toggle.labels || [])].map(label => label.innerText);
    return clean(toggle.getAttribute("aria-label") || by.map(id => toggle.getRootNode().getElementById?.(id)?.innerText).join(" ")
      || around.join(" ") || (toggle.matches("input") ? "" : toggle.innerText));
  };
  // A toggle of no size is drawn by something around it.
  const place = toggle => {
    for (let one = toggle, up = 0; one && up < 4; one = flat.parent(one), up++) {
      const box = one.getBoundingClientRect();
      // One that can't be seen may lie over what draws it, to be pressed in its place.
      if (box.width > 1 && box.height > 1 && (up || shown(one))) return shown(one) ? box : null;
      const label = toggle.labels?.[0]?.getBoundingClientRect();
      if (!up && label?.width > 1) return label;
    }
    return null;
  };
  // Radio buttons are one thing, wherever in their line the one that means on stands.
  const group = (toggle, box) => {
    const set = flat.closest(toggle, "[role=radiogroup], fieldset");
    const mates = toggles.filter(one => one.type === "radio" && one.name && one.name === toggle.name && one.form === toggle.form
      || set && one.matches("[role=radio]") && flat.contains(set, one));
    const boxes = [box, ...(toggle.matches("input[type=radio], [role=radio]") ? mates : []).map(place).filter(Boolean)]
      .filter(one => Math.min(one.bottom, box.bottom) - Math.max(one.top, box.top) > 3);
    const edge = (side, pick) => pick(...boxes.map(one => one[side]));
    return { left: edge("left", Math.min), right: edge("right", Math.max), top: box.top, bottom: box.bottom, height: box.height };
  };
  const drawn = toggle => toggle.matches("input, button, [role], [aria-checked]");
  const fits = toggle => {
    const own = named(toggle);
    if (own && !pattern.test(own) && !state.test(own)) return false;
    if (toggle.matches("input[type=radio], [role=radio]")) return alone(words.on).test(own);
    if (drawn(toggle)) return true;
    // Only a class tells: then it is a small thing that says no more than a state, with nothing of the kind around or in it.
    if (own && !onOff.test(own)) return false;
    const box = toggle.getBoundingClientRect();
    return box.width < 130 && box.height < 60
      && !toggles.some(other => other !== toggle && (flat.contains(other, toggle) || flat.contains(toggle, other)));
  };
  const far = (at, box) => {
    const middle = box.top + box.height / 2, common = Math.min(at.bottom, box.bottom) - Math.max(at.top, box.top);
    if ((middle >= at.top - 6 && middle <= at.bottom + 6) || common > 3)
      return box.left >= at.right ? box.left - at.right : Math.max(0, at.left - box.right);
    const across = at.left < box.right + 200 && at.right > box.left, below = box.top - at.bottom;
    return across && below >= -4 && below <= 60 ? 200 + below : NaN;
  };
  const texts = [], places = labels.map(label => label.getBoundingClientRect());
  for (const node of flat.texts(document.body)) {
    const text = clean(node.data), holder = flat.parent(node);
    if (!text || !shown(holder)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const at = range.getBoundingClientRect();
    if (pattern.test(text)) {
      if (!labels.some(label => flat.contains(label, node)) && mayLabel(holder, kinds)) places.push(at);
    } else if (!state.test(text)) texts.push([text, at]);
  }
  const taken = (box, gap) => texts.some(([text, at]) => {
    const middle = box.top + box.height / 2;
    if (middle < at.top - 6 || middle > at.bottom + 6) return false;
    const near = box.left >= at.right ? box.left - at.right : Math.max(0, at.left - box.right);
    const label = text.split(" ").length <= 4 && text.length <= 30;
    return near < Math.min(gap, 200) && (gap >= 200 ? label : Boolean(others) && new RegExp(others, "i").test(text));
  });
  let best = -1, least = Infinity;
  for (const label of places) for (const [index, toggle] of toggles.entries()) {
    const own = !refused.includes(index) && fits(toggle) ? place(toggle) : null;
    const box = own && group(toggle, own), gap = box ? far(label, box) : NaN;
    if (gap < least && !taken(box, gap)) [best, least] = [index, gap];
  }
  return best;
}
