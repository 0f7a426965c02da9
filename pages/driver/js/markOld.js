// Leaves a mark on whatever something is written in now, with what it says, and on fields: none of it belongs to the list
// that opens next. Gives what is written where, as `writer` says it. Without `isOld` all that is written counts again; a
// field that was there before the list still doesn't search it.
/* global flat, isWritten, marks, shown, writer */
function markOld(isOld) {
  for (const one of flat.all(document, `[${marks.oldText}]`)) if (isOld || !one.matches("input")) one.removeAttribute(marks.oldText);
  if (!isOld) return [];
  for (const field of flat.all(document, "input")) if (shown(field)) field.setAttribute(marks.oldText, "");
  return flat.texts(document).filter(isWritten).map(node => {
    const [holder, said, place] = writer(node);
    holder.setAttribute(marks.oldText, said);
    return place;
  });
}
