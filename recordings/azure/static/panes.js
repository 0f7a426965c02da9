// Panes at the right edge: their frame, and the question about unsaved edits.
import { h, icon, messageBox, nextId } from "./dom.js";

let open = null;

export function unsavedEdits() {
  return open !== null && open.dirty();
}

export function askToDiscard() {
  return messageBox("Unsaved edits", "Your unsaved edits will be discarded", "OK", "Cancel");
}

// Closes the open pane without a question; it stays in the document, hidden.
export function dropPane() {
  if (open === null) return;
  open.element.classList.add("fxs-display-none");
  open = null;
}

// Asks for an opinion, over the pane that just opened.
function ask(pane) {
  const box = h("div", { class: "ext-survey", role: "dialog", "aria-label": "Feedback" },
    h("div", {}, "How easy was it to find this?"),
    h("button", { type: "button", title: "Maybe later", onclick: () => box.remove() }, "Maybe later"));
  pane.append(box);
}

// Opens a pane. `dirty` says whether closing must ask; `closed` is called after it closed.
export function openPane({ title, bar = null, content, dirty = () => false, closed = () => {}, survey = false }) {
  dropPane();
  for (const old of document.querySelectorAll(".fxs-contextpane")) {
    if (old.dataset.title === title) old.remove();
  }
  const id = nextId("pane");
  const close = async () => {
    if (dirty() && (await askToDiscard()) !== "OK") return;
    dropPane();
    closed();
  };
  const element = h("div", { class: "fxs-contextpane", role: "dialog", "aria-labelledby": id, "data-title": title },
    h("div", { class: "fxs-contextpane-header fxs-blade-header" },
      h("h2", { class: "fxs-blade-title-titleText", id }, title),
      h("button", { type: "button", class: "fxs-blade-close", "aria-label": `Close content '${title}'`,
        title: "Close", onclick: close }, icon("\uE711"))),
    bar,
    h("div", { class: "fxs-contextpane-content fxs-blade-content-container-details" }, content));
  document.body.append(element);
  if (survey) ask(element);
  open = { element, dirty };
  return { element, close };
}
