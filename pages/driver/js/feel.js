// Notes on an element whether a click has reached it.
/* global marks */
function feel(target) {
  const state = target[marks.pressed] = { reached: false };
  window.addEventListener("click", event => {
    if (event.composedPath().includes(target)) state.reached = true;
  }, { capture: true });
}
