// Whether a style sheet draws something in an element: an image, or a glyph before or after its content.
function drawnByStyle(element) {
  const isImage = style => style.backgroundImage !== "none" || style.maskImage !== "none";
  const isGlyph = style => !/^(?:none|normal|"\s*"|'\s*')$/.test(style.content);
  return isImage(getComputedStyle(element))
    || ["::before", "::after"].map(part => getComputedStyle(element, part)).some(isGlyph);
}
