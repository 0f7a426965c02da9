// What is said about the fields of a document, each message once: what a field names as its description or its error,
// what stands right beside it but for notifications, and what public sources know by a selector. With each, whether it
// is about what is wrong: of a field that is marked as invalid, or known by its selector. Of the others it isn't known
// here whether any is a refusal: hints are among them.
/* global clean, everything, pressables, shown */
function fieldMessages(root, [messages, notices]) {
  const fields = "input:not([type=hidden]), textarea, select, [role=textbox], [role=combobox], [aria-invalid=true]";
  const controls = `${fields}, ${pressables}, label`;
  const isPlain = one => !one.matches(controls) && !one.querySelector(controls);
  const found = new Map();
  const take = (one, isWrong) => {
    const said = one && shown(one) ? clean(one.innerText) : "";
    if (said) found.set(said, isWrong || Boolean(found.get(said)));
  };
  const every = everything(root), byId = id => every.find(one => one.id === id);
  for (const field of every.filter(one => one.matches(fields) && shown(one))) {
    const isWrong = !["", "false"].includes(field.getAttribute("aria-invalid") ?? "");
    const ids = `${field.getAttribute("aria-errormessage") || ""} ${field.getAttribute("aria-describedby") || ""}`;
    for (const id of ids.split(/\s+/).filter(Boolean)) take(byId(id), isWrong);
    // Up to what holds another field.
    for (let one = field, up = 0; one && up < 3; one = one.parentElement, up++) {
      for (let next = one.nextElementSibling; next && isPlain(next); next = next.nextElementSibling) {
        if (!up || !(next.matches(notices) || next.querySelector(notices))) take(next, isWrong);
      }
      if ([...(one.parentElement?.querySelectorAll(fields) ?? [])].some(other => other !== field)) break;
    }
  }
  for (const one of every.filter(one => one.matches(messages))) take(one, true);
  return [...found];
}
