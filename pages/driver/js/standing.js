// A Playwright selector engine: keeps the element it is chained to only by what `stand` says of it. body: JSON, escaped.
// `only`: that it is this; `tried`: that it is none of these; `inviting`: that it looks as if it could be pressed, under the
// mouse's hand and with nothing over it.
/* global behind, stand */
function standing() {
  const near = 8;
  const queryAll = (root, body) => {
    const { only, tried, inviting } = JSON.parse(decodeURIComponent(body));
    if (inviting && (getComputedStyle(root).cursor !== "pointer" || behind(root))) return [];
    const here = stand(root);
    const isSame = old => here.called === old.called && Math.hypot(here.left - old.left, here.top - old.top) < near;
    return (only && !isSame(only)) || tried.some(isSame) ? [] : [root];
  };
  return { queryAll, query: (root, body) => queryAll(root, body)[0] || null };
}
