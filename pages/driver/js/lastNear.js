// Of several matches, the last of those that share the smallest block with an element; -1 if none does.
/* global sharing */
function lastNear(candidates, anchor) {
  return candidates.indexOf(sharing(candidates, anchor).pop());
}
