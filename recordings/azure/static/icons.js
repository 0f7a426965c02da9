// Small drawings for the portal's icons, made for this purpose. In life they are glyphs of a font's private-use
// area, and those glyphs leak into the page's text; so each drawing stands beside its glyph, shown in no size.

const OUTLINES = {
  "\uE700": "M2 4h12M2 8h12M2 12h12",
  "\uE721": "M10 10l4 4M6.5 11a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9z",
  "\uE756": "M2 3h12v10H2zM4 6l2 2-2 2M8 10h3",
  "\uEA8F": "M4 11V7a4 4 0 0 1 8 0v4l1 1H3zM7 14h2",
  "\uE713": "M8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.5 1.5M11.5 11.5L13 13M13 3l-1.5 1.5M4.5 11.5L3 13",
  "\uE897": "M6 6a2 2 0 1 1 3 1.7c-.8.5-1 .8-1 1.8M8 12v.5M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z",
  "\uE77B": "M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 14c0-3 2.5-4.5 5.5-4.5s5.5 1.5 5.5 4.5",
  "\uE711": "M3 3l10 10M13 3L3 13",
  "\uE70F": "M3 13l1-3.5L11 2.5l2.5 2.5-7 7zM9.5 4L12 6.5",
  "\uE74E": "M2 2h10l2 2v10H2zM5 2v4h6V2M5 14V9h6v5",
  "\uE74D": "M3 4h10M6 4V2.5h4V4M4.5 4l.7 10h5.6l.7-10M7 6.5v5M9 6.5v5",
  "\uE710": "M8 2v12M2 8h12",
  "\uE72C": "M13 3v3.5H9.5M13 6.5A5.5 5.5 0 1 0 13.5 9",
  "\uE898": "M8 11V3M5 6l3-3 3 3M3 13h10",
  "\uE896": "M8 3v8M5 8l3 3 3-3M3 13h10",
  "\uE8B5": "M8 3v8M5 8l3 3 3-3M2 9v5h12V9",
  "\uE8AB": "M2 5h11M10 2l3 3-3 3M14 11H3M6 8l-3 3 3 3",
  "\uE9D5": "M2 4l1.5 1.5L6 3M8 4h6M2 11l1.5 1.5L6 10M8 11h6",
  "\uEB51": "M8 13.5L2.5 8a3.2 3.2 0 0 1 5.5-3.5A3.2 3.2 0 0 1 13.5 8z",
  "\uE8C8": "M5 5h8v9H5zM3 11V2h8",
  "\uE946": "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 7v4.5M8 4.5v.5",
  "\uE73E": "M2.5 8.5l3.5 3.5 7.5-8",
  "\uE783": "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 4.5v4.5M8 11v.7",
  "\uE895": "M13 5A6 6 0 0 0 2.5 6M2.5 2.5V6H6M3 11a6 6 0 0 0 10.5-1M13.5 13.5V10H10",
  "\uE787": "M2 4h12v10H2zM2 7h12M5 2v3M11 2v3",
  "\uE83D": "M8 1.5l5.5 2v4.5c0 3-2.5 5-5.5 6.5-3-1.5-5.5-3.5-5.5-6.5V3.5z",
  "\uECAA": "M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z",
  "\uE716": "M6 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M11 8a2 2 0 1 0-1-3.7M11.5 9.5c2 .3 3 1.5 3 3.5",
  "\uE8A5": "M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3",
};
const OTHER = "M2.5 2.5h11v11h-11zM5 6h6M5 8.5h6M5 11h4";
const SVG = "http://www.w3.org/2000/svg";

export function icon(glyph) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 16 16");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", OUTLINES[glyph] || OTHER);
  drawing.append(path);
  const text = document.createElement("span");
  text.className = "fxs-icon-glyph";
  text.textContent = glyph;
  const element = document.createElement("span");
  element.className = "fxs-icon";
  element.setAttribute("aria-hidden", "true");
  element.append(text, drawing);
  return element;
}
