// Whether a switch is on, by what it holds, by what it says of itself, or by its class.
/* global alone, called, words */
function isOn(control) {
  if (control.matches("select")) return alone(words.onChoice).test(control.selectedOptions[0]?.label ?? "");
  if (control.matches("[role=combobox]")) return alone(words.onChoice).test(called(control));
  const box = control.matches("input") ? control : control.querySelector("input[type=checkbox]");
  const state = control.getAttribute("aria-checked") ?? control.getAttribute("aria-pressed");
  const classed = new RegExp(String.raw`(^|[\s_-])(?:${words.onClasses.join("|")})(\s|$)`, "i");
  return box?.checked ?? (state ? state === "true" : classed.test(control.getAttribute("class") || ""));
}
