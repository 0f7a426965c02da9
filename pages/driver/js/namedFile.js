// The innermost element of a block that says a file's name, or the field that holds it; null if there is none.
// source: a pattern of such names.
/* global flat */
function namedFile(block, source) {
  const name = new RegExp(source, "i");
  const says = one => name.test(one.innerText || "") || name.test(one.title || "")
    || (one.matches("input:not([type=file]):not([type=hidden])") && name.test(one.value));
  return [block, ...flat.all(block)].filter(says).pop() ?? null;
}
