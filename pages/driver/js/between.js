// Which of some candidates stand after a text and before the next one, both kept before (see `keep`). Of several such
// texts, it is the last that something stands after.
/* global marks */
function between(candidates) {
  const starts = window[marks.starts], stops = window[marks.stops];
  const after = (a, b) => Boolean(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING);
  for (const start of [...starts].reverse()) {
    const stop = stops.filter(one => after(start, one) && !start.contains(one))
      .sort((a, b) => (after(a, b) ? -1 : 1))[0];
    const fit = candidates.filter(one => after(start, one) && !(stop && after(stop, one)));
    // Of what lies within each other only the innermost.
    const inner = fit.filter(one => !fit.some(other => other !== one && one.contains(other)));
    if (inner.length) return inner.map(one => candidates.indexOf(one));
  }
  return [];
}
