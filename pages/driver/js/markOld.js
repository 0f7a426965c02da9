// Leaves a mark on whatever something is written in now, with what it says: that is no part of the list that opens next.
// Without `isOld` the marks are taken away.
/* global flat, isWritten, marks, writer */
function markOld(isOld) {
  for (const old of flat.all(document, `[${marks.oldText}]`)) old.removeAttribute(marks.oldText);
  for (const node of isOld ? flat.texts(document).filter(isWritten) : []) {
    const [holder, said] = writer(node);
    holder.setAttribute(marks.oldText, said);
  }
}
