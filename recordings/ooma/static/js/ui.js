// Widgets with the DOM and the habits of Monster UI: dialogs, toasts, switches, loading views.
// Written from public facts; texts of people go in as text, never as markup.

const FADE = 200;

/** A copy of a fragment of index.html: its first element. */
export function fragment(name) {
  return document.getElementById(`fragment-${name}`).content.firstElementChild.cloneNode(true);
}

/** An element with a class and a text. */
export function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

/** A link without a target, as all links of the portal are. */
export function link(className, text) {
  const made = element("a", className, text);
  made.setAttribute("href", "javascript:void(0);");
  return made;
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function fade(what, from, to, ms) {
  return what.animate([{ opacity: from }, { opacity: to }], { duration: ms }).finished.catch(() => {});
}

/** Opens a jQuery-UI-like dialog. Closing fades; the element leaves the page only then. */
export function dialog(title, content, { className = "", escape = true, onClose = () => {} } = {}) {
  const overlay = element("div", "ui-widget-overlay");
  const box = fragment("dialog");
  if (className) box.classList.add(...className.split(" "));
  box.querySelector(".ui-dialog-title").textContent = title;
  box.querySelector(".ui-dialog-content").append(content);
  document.body.append(overlay, box);
  document.body.classList.add("monster-dialog-active");
  fade(box, 0, 1, FADE);
  let open = true;
  const close = async () => {
    if (!open) return;
    open = false;
    onClose();
    overlay.remove();
    box.style.opacity = "0";
    await fade(box, 1, 0, FADE);
    box.remove();
    if (!document.querySelector(".ui-dialog")) document.body.classList.remove("monster-dialog-active");
  };
  box.querySelector(".ui-dialog-titlebar-close").addEventListener("click", close);
  box.addEventListener("keydown", (event) => {
    // Enter in a field does nothing, not even in the dialog that asks for a one-time code.
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
    if (event.key === "Escape" && escape) close();
  });
  const first = box.querySelector("input:not([type=file]):not([disabled])");
  (first ?? box).focus();
  return { box, close };
}

/** Whether an opinion is asked for, over a dialog that just opened. */
export const surveys = { wanted: false };

export function survey() {
  if (!surveys.wanted) return;
  const box = fragment("survey");
  box.querySelector("button").addEventListener("click", () => box.remove());
  document.body.append(box);
}

/** Covers the page with an offer to show it, until that is skipped. */
export function tour(text) {
  const box = fragment("tour");
  box.querySelector("p").textContent = text;
  box.querySelector("button").addEventListener("click", () => box.remove());
  document.body.append(box);
}

/** Asks a yes-or-no question. Escape doesn't close it. */
export function confirm(header, text) {
  return new Promise((resolve) => {
    const content = fragment("confirm");
    content.querySelector(".dialog-header").textContent = header;
    content.querySelector(".dialog-text").textContent = text;
    let answer = false;
    const opened = dialog("", content, {
      className: "monster-confirm", escape: false, onClose: () => resolve(answer),
    });
    content.querySelector("#cancel_button").addEventListener("click", opened.close);
    content.querySelector("#confirm_button").addEventListener("click", () => {
      answer = true;
      opened.close();
    });
  });
}

/** Says something that must be closed. */
export function alert(header, text) {
  return new Promise((resolve) => {
    const content = fragment("alert");
    content.querySelector(".dialog-header").textContent = header;
    content.querySelector(".dialog-text").textContent = text;
    const opened = dialog("", content, { className: "monster-alert", escape: false, onClose: resolve });
    content.querySelector("#close_button").addEventListener("click", opened.close);
  });
}

/** The dialog that shows when a request fails. */
export function apiError(message, verb, url, details) {
  const content = fragment("api-error");
  content.querySelector(".title").textContent = message;
  content.querySelector(".verb").textContent = verb;
  content.querySelector(".url").textContent = url;
  content.querySelector(".json-viewer").textContent = details;
  content.querySelector(".headline").addEventListener("click", () => content.classList.toggle("open"));
  return dialog("Oops! Something went wrong!", content, { className: "monster-alert api-error-dialog" });
}

/** A toastr-like message: newest on top, five seconds, no role; hovering holds it, a click dismisses it. */
export function toast(type, message, title = "") {
  let container = document.getElementById("toast-container");
  if (!container) {
    container = element("div", "toast-top-right");
    container.id = "toast-container";
    document.body.append(container);
  }
  const box = element("div", `toast toast-${type}`);
  if (title) box.append(element("div", "toast-title", title));
  box.append(element("div", "toast-message", message));
  container.prepend(box);
  fade(box, 0, 1, 300);
  const remove = async () => {
    await fade(box, 1, 0, 1000);
    box.remove();
    if (!container.childElementCount) container.remove();
  };
  let timer = setTimeout(remove, 5000);
  box.addEventListener("mouseenter", () => clearTimeout(timer));
  box.addEventListener("mouseleave", () => { timer = setTimeout(remove, 1000); });
  box.addEventListener("click", () => { clearTimeout(timer); remove(); });
}

/** A monster-switch. `change(on)` may fail; then the switch snaps back. */
export function monsterSwitch(on, change) {
  const label = fragment("switch");
  const input = label.querySelector("input");
  input.checked = on;
  input.addEventListener("change", async () => {
    const wanted = input.checked;
    input.disabled = true;
    label.classList.add("disabled");
    try {
      await change(wanted);
    } catch {
      input.checked = !wanted;
    } finally {
      input.disabled = false;
      label.classList.remove("disabled");
    }
  });
  return label;
}

/** Shows a loading view in a container until `draw` gives the new content, then fades that in. */
export async function load(container, draw) {
  const view = fragment("loading");
  container.replaceChildren(view);
  try {
    const content = await draw();
    // The container may have been given to another view meanwhile.
    if (view.parentElement !== container) return;
    container.replaceChildren(content);
    fade(content, 0, 1, 250);
  } catch (error) {
    if (view.parentElement === container) container.replaceChildren();
    if (!error.shown) throw error;
  }
}

/** Shows messages under fields, as jQuery Validate does. `wrong` is message by field name. */
export function showWrong(form, wrong) {
  form.querySelectorAll("label.monster-invalid").forEach((label) => label.remove());
  form.querySelectorAll(".monster-invalid").forEach((field) => field.classList.remove("monster-invalid"));
  for (const [name, message] of Object.entries(wrong)) {
    const group = form.querySelector(`[data-field="${CSS.escape(name)}"]`);
    const field = group.querySelector("input:not([type=file]), select") ?? group.querySelector(".file-upload");
    field.classList.add("monster-invalid");
    const label = element("label", "monster-invalid", message);
    if (field.id) label.htmlFor = field.id;
    field.after(label);
  }
}

/** Makes a copy button copy the text of a neighbouring element. */
export function copyOnClick(button, source) {
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent);
      toast("success", "Successfully Copied to Clipboard!");
    } catch {
      toast("error", "Could not copy to the clipboard.");
    }
  });
}
