// Where the SAML blade is drawn: in the top document, or in a frame of another origin.
import { h, wait } from "./dom.js";
import { drawBlade } from "./saml_blade.js";
import { words } from "./saml_words.js";

let frameDirty = false;
let listener = null;

export function frameIsDirty() {
  return frameDirty;
}

export function forgetFrame() {
  frameDirty = false;
  if (listener) window.removeEventListener("message", listener);
  listener = null;
}

function openTab(address) {
  window.open(address, "_blank", "noopener");
}

export async function drawSignOn(blade, application, host, journey) {
  const title = words(host.session.wording).bladeTitle(application.name);
  if (host.session.blade === "frame") {
    drawFrames(blade, application, host, title);
    return;
  }
  const [state] = await Promise.all([host.api.json(`/api/apps/${application.objectId}/saml`), park(host, journey)]);
  if (!host.isCurrent()) return;
  blade.name(title, "Enterprise Application");
  await wait(50);
  drawBlade(blade.content, state, { ...host, openTab });
}

// Another application's blade, looked at before: the same labels, other values, a 'Save' of its own.
async function park(host, journey) {
  let state;
  try {
    state = await host.api.json("/api/parked");
  } catch {
    return;
  }
  if (!state) return;
  const content = h("div", { class: "fxs-blade-content-container-details" });
  drawBlade(content, state, { ...host, openTab });
  const name = words(host.session.wording).bladeTitle(state.application.name);
  const save = h("ul", { class: "fxs-commandBar-itemList", role: "toolbar" },
    h("li", { role: "presentation", title: "Save", class: "fxs-commandBar-li" },
      h("div", { role: "button", tabindex: "0", "aria-label": "Save", "aria-disabled": "false",
        class: "fxs-commandBar-item azc-toolbarButton" },
      h("div", { class: "azc-toolbarButton-label fxs-commandBar-item-text", "data-telemetryname": "Command-Save" },
        "Save"))));
  for (const old of document.querySelectorAll(".fxs-blade-looked-at")) old.remove();
  journey.prepend(h("section", { class: "fxs-blade fxs-blade-looked-at" },
    h("div", { class: "fxs-blade-header" }, h("h1", { class: "fxs-blade-title-titleText" }, name)),
    h("div", { class: "fxs-commandBar" }, save), content));
}

function drawFrames(blade, application, host, title) {
  const address = `${host.session.frameOrigin}/ReactView/SamlSignOn`;
  const frame = (name, active) => h("iframe", { name, src: address, allow: "clipboard-write",
    class: `fxs-part-frame fxs-portal-bg-txt-br ${active ? "fxs-reactview-frame-active" : "fxs-display-none"}` });
  const prewarmed = frame("SamlSignOn.ReactView", false);
  const active = frame("SamlSignOn.ReactView", true);
  const notes = new Map();
  listener = ({ source, origin, data }) => {
    if (origin !== host.session.frameOrigin) return;
    if (data.type === "ready") {
      const shown = source === active.contentWindow;
      source.postMessage({ type: shown ? "show" : "prewarm", token: host.api.token, application,
        wording: host.session.wording }, host.session.frameOrigin);
    }
    if (source !== active.contentWindow) return;
    if (data.type === "loaded") blade.name(title, "Enterprise Application");
    if (data.type === "gone") host.api.whenGone();
    if (data.type === "dirty") frameDirty = data.dirty === true;
    if (data.type === "notify") {
      const { id, kind, heading, text } = data;
      if (notes.has(id)) notes.get(id)(kind, heading, text);
      else notes.set(id, host.notify(kind, heading, text));
    }
  };
  window.addEventListener("message", listener);
  blade.content.classList.add("fxs-blade-framed");
  blade.content.replaceChildren(prewarmed, active);
}
