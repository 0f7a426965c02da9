// Whether the first of some elements can't be used: it is gone, disabled, or greyed out in whatever way a portal
// does that, such as a class on the label that stands for a hidden file field.
([element]) => {
  if (!element || element.matches(":disabled") || element.closest("[aria-disabled=true], fieldset:disabled")) return true;
  if (/(^|[\s-])(disabled|inactive)(\s|$)/i.test(element.getAttribute("class") || "")) return true;
  return getComputedStyle(element).pointerEvents === "none" || Boolean(element.closest("label")?.control?.disabled);
}
