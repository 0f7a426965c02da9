// Whether a click that was made has not reached an element that is still there, as the mark tells that `feel` or
// `guard` left on it.
function lost(target, mark) {
  const state = target[mark];
  return target.isConnected && Boolean(state) && !state.reached && !state.blocked;
}
