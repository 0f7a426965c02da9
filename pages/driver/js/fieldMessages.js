// What is said about the fields of a document, each message once: what a field names as its description or its error,
// what stands right beside it but for notifications, and what public sources know by a selector. Whether any of it is a
// refusal is not known here: hints are among it.
/* global clean, everything, pressables, shown */
function fieldMessages(root, [messages, notices]) {
  const fields = "input:not([type=hidden]), textarea, select, [role=textbox], [role=combobox], [aria-invalid=true]";
  const controls = `${fields}, ${pressables}, label`;
  const isPlain = one => !one.matches(controls) && !one.querySelector(controls);
  const found = new Set();
  const take = one => {
    if (one && shown(one) && clean(one.innerText)) found.add(clean(one.innerText));
  };
  const every = everything(root), byId = id => every.find(one => one.id === id);
  for (const field of every.filter(one => one.matches(fields) && shown(one))) {
    const ids = `${field.getAttribute("aria-errormessage") || ""} ${field.getAttribute("aria-describedby") || ""}`;
    for (const id of ids.split(/\s+/).filter(Boolean)) take(byId(id));
    // Up to what holds another field.
    for (let one = field, up = 0; one && up < 3; one = one.parentElement, up++) {
      for (let next = one.nextElementSibling; next && isPlain(next); next = next.nextElementSibling) {
        if (!up || !(next.matches(notices) || next.querySelector(notices))) take(next);
      }
      if ([...(one.parentElement?.querySelectorAll(fields) ?? [])].some(other => other !== field)) break;
    }
  }
  for (const one of every.filter(one => one.matches(messages))) take(one);
  return [...found];
}
