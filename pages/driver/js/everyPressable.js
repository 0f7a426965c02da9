// Everything on a page that can be pressed: by what the document says of it, and what is drawn as a button: short words of
// their own under the mouse's hand.
/* global clean, flat, pressables */
function everyPressable() {
  const longest = 40, others = `${pressables}, label, select, input, textarea`;
  const ownWords = one => clean([...one.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join(" "));
  const isDrawn = one => {
    const said = ownWords(one);
    return said && said.length <= longest && !flat.closest(one, others) && getComputedStyle(one).cursor === "pointer";
  };
  // A document that has just begun has no body.
  return (document.body ? flat.all(document.body) : []).filter(one => one.matches(pressables) || isDrawn(one));
}
