// A pattern for a text that is one of some words, marks around it aside. The words may be parts of patterns.
function alone(parts) {
  return new RegExp(String.raw`^\W*(?:${parts.join("|")})\W*$`, "i");
}
