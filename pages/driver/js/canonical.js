// A name as it is compared: NFC, each run of white space as one space, trimmed. The same as `canonical` of
// `pages.driver.names`: white space is what Unicode and Python call so, and nothing else is ignored.
function canonical(text) {
  const space = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
  return (text || "").normalize("NFC").replace(space, " ").replace(/^ | $/g, "");
}
