// Leaves a mark on whatever something is written in now, with what it says: that is no part of the list that opens next.
// Gives what is written where, as `writer` says it. Without `isOld` the marks are taken away.
/* global flat, isWritten, marks, writer */
function markOld(isOld) {
  for (const old of flat.all(document, `[${marks.oldText}]`)) old.removeAttribute(marks.oldText);
  return (isOld ? flat.texts(document).filter(isWritten) : []).map(node => {
    const [holder, said, place] = writer(node);
    holder.setAttribute(marks.oldText, said);
    return place;
  });
}
