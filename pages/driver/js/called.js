// What a thing that can be pressed is called: the first of its names that it has.
/* global clean */
function called(control) {
  return clean(control.innerText || control.value || control.getAttribute("aria-label") || control.title || "");
}
