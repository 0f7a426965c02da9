// Whether the first of some elements can't be used: it is gone, disabled, or greyed out in whatever way a portal
// does that, such as a class on the label that stands for a hidden file field.
/* global flat, words */
function inactive([element]) {
  if (!element || element.matches(":disabled") || flat.closest(element, "[aria-disabled=true], fieldset:disabled")) return true;
  const greyed = new RegExp(String.raw`(^|[\s-])(?:${words.inactiveClasses.join("|")})(\s|$)`, "i");
  if (greyed.test(element.getAttribute("class") || "")) return true;
  const { pointerEvents, cursor } = getComputedStyle(element);
  return pointerEvents === "none" || cursor === "not-allowed" || Boolean(flat.closest(element, "label")?.control?.disabled);
}
