// The notification area: toasts at the upper right, and the pane that keeps the record.
import { h, icon, nextId } from "./dom.js";
import { openPane } from "./panes.js";

const record = [];
let toastSeconds = 5;
let holder = null;
let badge = null;

export function notificationArea(seconds) {
  toastSeconds = seconds;
  holder = h("div", { class: "fxs-toast", "aria-live": "polite" });
  badge = h("span", { class: "fxs-topbar-badge fxs-display-none" }, "");
  return {
    holder,
    bell: h("button", { type: "button", class: "fxs-topbar-notification", title: "Notifications",
      "aria-label": "Notifications", onclick: showAll }, icon("\uEA8F"), badge),
  };
}

function toast({ kind, title, text }) {
  const item = h("div", { class: `fxs-toast-item fxs-popup fxs-toast-${kind}`, role: kind === "error" ? "alert" : "status" },
    h("div", { class: "fxs-toast-icon" }, icon({ error: "\uE783", success: "\uE73E", progress: "\uE895" }[kind])),
    h("div", { class: "fxs-toast-body" },
      h("div", { class: "fxs-toast-title" }, title),
      h("div", { class: "fxs-toast-description" }, text)),
    h("button", { type: "button", class: "fxs-toast-close", "aria-label": "Dismiss toast notification",
      onclick: () => item.remove() }, icon("\uE711")));
  holder.prepend(item);
  setTimeout(() => item.remove(), toastSeconds * 1000);
  return item;
}

// Shows a toast and keeps a record; the function returned replaces both when the thing has ended.
export function notify(kind, title, text) {
  const entry = { kind, title, text, id: nextId("notification"), at: new Date() };
  record.unshift(entry);
  badge.textContent = String(record.length);
  badge.classList.remove("fxs-display-none");
  let shown = toast(entry);
  return (newKind, newTitle, newText) => {
    Object.assign(entry, { kind: newKind, title: newTitle, text: newText, at: new Date() });
    shown.remove();
    shown = toast(entry);
  };
}

function showAll() {
  const states = { error: "Error", success: "Successful", progress: "In progress" };
  const details = (entry) => {
    if (entry.kind === "error") {
      openPane({ title: "Notification Details", content: h("div", {},
        ...[["Title", entry.title], ["Description", entry.text], ["Notification ID", entry.id],
          ["Time Stamp UTC", entry.at.toISOString()]].map(([label, value]) => h("div", { class: "ext-ad-row" },
          h("div", { class: "ext-ad-row-label" }, label), h("div", { class: "ext-ad-row-value" }, value)))) });
    }
  };
  badge.classList.add("fxs-display-none");
  openPane({
    title: "Notifications",
    content: h("div", { role: "list", class: "fxs-notifications" },
      ...(record.length ? record.map((entry) => h("div", { role: "listitem", onclick: () => details(entry),
        class: `fxs-notification fxs-notification-${entry.kind}` },
        h("div", { class: "fxs-notification-title" }, entry.title),
        h("div", { class: "fxs-notification-description" }, entry.text),
        h("div", { class: "fxs-notification-state" }, `${states[entry.kind]} - ${entry.at.toLocaleTimeString("en-US")}`)))
        : ["No new notifications from this session"])),
  });
}
