// Ends what `guard` began, and says whether that held anything back.
/* global marks */
function disarm(target) {
  const state = target[marks.pinned];
  state.disarm();
  return state.blocked;
}
