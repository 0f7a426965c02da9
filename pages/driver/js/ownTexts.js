// What every line of the document says that stands in an element of its own (see `ownLines`), and what it stands for
// there: level (of a heading; 1 is the page's title, also by `hooks`, which are selectors; 0 is no heading), before and
// after (of a part of a path), nth (of those that say the same), whole (false for a title that says more lines).
/* global everything, letters, ownLines, pathAround, shown */
function ownTexts(hooks) {
  const top = ["h1", "[role=heading][aria-level='1']", ...hooks].join(", ");
  const tops = everything(document.body).filter(one => one.matches(top) && shown(one));
  const touches = (one, other) => one.contains(other) || other.contains(one);
  const levelOf = ({ element, kind }) => {
    if (tops.some(one => touches(one, element))) return 1;
    return kind === "heading" ? Number(element.ariaLevel || element.tagName.match(/^H([1-6])$/)?.[1] || 2) : 0;
  };
  const lines = ownLines(document.body), times = new Map();
  const found = lines.map(one => {
    const said = one.text.trim(), nth = times.get(said) ?? 0;
    times.set(said, nth + 1);
    return { kind: one.kind, text: one.text, level: levelOf(one), nth, whole: true, ...pathAround(one.element) };
  });
  const rest = tops.filter(top => !lines.some(({ element }) => touches(top, element))).flatMap(letters);
  return [...found, ...rest.map(text => ({ kind: "heading", text, level: 1, nth: 0, whole: false, before: [], after: [] }))];
}
