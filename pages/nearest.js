// Of several matches, the one that belongs to an element: it stands in the smallest block around both (-1: several do).
(candidates, anchor) => {
  for (let block = anchor.parentElement; block; block = block.parentElement) {
    const inside = candidates.filter(one => block.contains(one));
    const last = inside[inside.length - 1];
    if (last) return inside.every(one => one.contains(last)) ? candidates.indexOf(last) : -1;
  }
  return -1;
}
