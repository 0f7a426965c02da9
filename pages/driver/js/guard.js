// Arms an element so that a press or a choice reaches it only while every pin still shows what was proven.
// pins: [{element, text}], or [{element, lines}] where letters count. Returns false if a pin has changed already.
/* global letters, marks, said */
function guard(target, pins) {
  const same = pin => pin.lines ? letters(pin.element).join("\n") === pin.lines.join("\n") : said(pin.element) === pin.text;
  const holds = () => pins.every(pin => pin.element.isConnected && same(pin));
  const state = { blocked: false, reached: false };
  const kinds = ["pointerdown", "mousedown", "click", "input", "change"];
  const check = event => {
    // The path goes through shadow roots; the event's own target here is only the outermost host.
    const path = event.composedPath();
    if (!path.includes(target) && !path[0].contains?.(target)) return;
    if (holds()) { state.reached = state.reached || event.type === "click"; return; }
    state.blocked = true;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const kind of kinds) window.addEventListener(kind, check, true);
  state.disarm = () => kinds.forEach(kind => window.removeEventListener(kind, check, true));
  target[marks.pinned] = state;
  return holds();
}
