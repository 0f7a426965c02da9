// Notes on an element whether a click has reached it.
target => {
  const state = target.__pressed = { reached: false };
  window.addEventListener('click', event => {
    if (event.composedPath().includes(target)) state.reached = true;
  }, { capture: true });
}
