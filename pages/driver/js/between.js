// Which of some candidates stand after a text and before the next one, both kept before (see `keep`). Of several such
// texts, it is the last that something stands after. What lies in a layer over the page, such as a chat beside a panel,
// stands after no text outside of it, though it comes later in the document.
/* global flat, layers, marks */
function between(candidates) {
  const starts = window[marks.starts], stops = window[marks.stops];
  // Places in different shadow trees have no order of their own.
  const places = new Map(flat.all(document.documentElement).map((one, at) => [one, at]));
  const after = (a, b) => places.get(b) > places.get(a);
  for (const start of [...starts].sort((a, b) => places.get(b) - places.get(a))) {
    const stop = stops.filter(one => after(start, one) && !flat.contains(start, one))
      .sort((a, b) => (after(a, b) ? -1 : 1))[0];
    const fit = candidates.filter(one => after(start, one) && !(stop && after(stop, one))
      && layers(one).every(layer => flat.contains(layer, start)));
    // Of what lies within each other only the innermost.
    const inner = fit.filter(one => !fit.some(other => other !== one && flat.contains(one, other)));
    if (inner.length) return inner.map(one => candidates.indexOf(one));
  }
  return [];
}
