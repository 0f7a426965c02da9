// Notes on an element whether a click has reached it. What opens something as soon as the mouse goes down never gets the
// click itself, for what it opened may lie over it by then; but it says that it is open now.
/* global marks */
function feel(target) {
  const state = target[marks.pressed] = { reached: false };
  window.addEventListener("click", event => {
    if (event.composedPath().includes(target)) state.reached = true;
  }, { capture: true });
  new MutationObserver(() => {
    if (target.getAttribute("aria-expanded") === "true") state.reached = true;
  }).observe(target, { attributeFilter: ["aria-expanded"] });
}
