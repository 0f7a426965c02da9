// Building blocks of the portal's pages. Text always goes in as text, never as markup.
import { icon } from "./icons.js";

export { icon };

let renders = 90;

// Ids are made anew at every render, as in life.
export function nextId(kind) {
  renders += 1;
  return `${kind}-id-${renders}`;
}

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

// Something that acts as a button and is none.
export function roleButton(attributes, onclick, ...children) {
  const element = h("div", { role: "button", tabindex: "0", ...attributes }, ...children);
  const act = () => {
    if (element.getAttribute("aria-disabled") !== "true") onclick(element);
  };
  element.addEventListener("click", act);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      act();
    }
  });
  return element;
}

// A command of a bar: li[title] > div[role=button] > label.
export function command(title, glyph, onclick, { disabled = false, shown = title } = {}) {
  const button = roleButton(
    { class: "fxs-commandBar-item azc-toolbarButton", "aria-label": title,
      "aria-disabled": String(disabled) },
    onclick,
    h("div", { class: "azc-toolbarButton-icon" }, icon(glyph)),
    h("div", { class: "azc-toolbarButton-label fxs-commandBar-item-text",
      "data-telemetryname": `Command-${title}` }, shown));
  const item = h("li", { class: "fxs-commandBar-li", role: "presentation", title }, button);
  item.enable = (on) => button.setAttribute("aria-disabled", String(!on));
  return item;
}

export function commandBar(...commands) {
  return h("div", { class: "fxs-commandBar" }, h("ul", { class: "fxs-commandBar-itemList", role: "toolbar" }, ...commands));
}

export function labelled(text, control, { required = false, hint = "" } = {}) {
  const id = nextId("form-label");
  control.id = `${id}-for`;
  return h("div", { class: "azc-formElementContainer fxc-section-control" },
    h("div", { class: "azc-formElementSubLabelContainer" },
      h("label", { id, for: control.id, class: "azc-text-sublabel" }, text),
      required ? h("span", { class: "azc-required", "aria-hidden": "true" }, " *") : null,
      hint ? icon("\uE946") : null,
      hint ? h("div", { class: "azc-tooltip fxs-display-none" }, hint) : null),
    control);
}

export function textBox(attributes) {
  return h("input", { type: "text", class: "azc-input azc-formControl azc-validation-border", autocomplete: "off",
    spellcheck: "false", ...attributes });
}

// A read-only text box with its copy badge.
export function copyBox(label, value) {
  const id = nextId("form-label");
  const input = textBox({ id: `${id}-for`, readonly: true, value, "aria-labelledby": id });
  input.setAttribute("value", value);
  const copy = roleButton({ class: "azc-copybutton fxs-button", title: "Copy to clipboard" }, async () => {
    try {
      await navigator.clipboard.writeText(value);
      copy.setAttribute("title", "Copied");
      setTimeout(() => copy.setAttribute("title", "Copy to clipboard"), 2000);
    } catch {
      // No permission; the portal stays silent too.
    }
  }, icon("\uE8C8"));
  return h("div", { class: "ext-ad-row" },
    h("label", { id, for: `${id}-for`, class: "ext-ad-row-label" }, label),
    h("div", { class: "ext-ad-row-value azc-copyablelabel" }, input, copy));
}

export function link(text, onclick, more = {}) {
  return h("a", { role: "link", tabindex: "0", class: "fxc-link", ...more, onclick }, text);
}

// A message box over everything; resolves to the title of the button that was pressed.
export function messageBox(title, text, ...buttons) {
  return new Promise((resolve) => {
    const id = nextId("messagebox");
    const press = (name) => () => {
      shade.remove();
      resolve(name);
    };
    const box = h("div", { class: "fxs-messagebox fxs-popup", role: "dialog", "aria-modal": "true",
      "aria-labelledby": id },
      h("div", { class: "fxs-messagebox-title", id, role: "heading", "aria-level": "2" }, title),
      h("div", { class: "fxs-messagebox-text", id: `${id}-000` }, text),
      h("div", { class: "fxs-messagebox-buttons" },
        ...buttons.map((name, at) => roleButton(
          { class: at ? "fxs-button" : "fxs-button fxs-button-primary", title: name }, press(name),
          h("span", { class: "fxs-button-text" }, name)))));
    const shade = h("div", { class: "fxs-messagebox-shade" }, box);
    document.body.append(shade);
  });
}

export function dateText(iso) {
  const wanted = new URLSearchParams(location.search).get("l") || "en.en-us";
  return new Date(iso).toLocaleString(wanted.split(".").pop());
}

export function loading() {
  return h("div", { class: "fxs-progress", role: "progressbar", "aria-label": "Loading" },
    h("span", { class: "fxs-progress-dot" }), h("span", { class: "fxs-progress-dot" }),
    h("span", { class: "fxs-progress-dot" }));
}

export function wait(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export function download(name, data) {
  const address = URL.createObjectURL(data);
  const hidden = h("a", { href: address, download: name, class: "fxs-display-none" });
  document.body.append(hidden);
  hidden.click();
  hidden.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
