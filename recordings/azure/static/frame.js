// The SAML blade in a frame of its own origin. The shell says what to show; toasts are the shell's.
import { Api, ApiError } from "./api.js";
import { h, loading, nextId } from "./dom.js";
import { unsavedEdits } from "./panes.js";
import { drawBlade } from "./saml_blade.js";

const shell = window.fxConfig.portal;
const place = h("div", { class: "fxs-frame-content" }, loading());
document.body.append(place);

function tell(message) {
  window.parent.postMessage(message, shell);
}

function notify(kind, heading, text) {
  const id = nextId("notification");
  tell({ type: "notify", id, kind, heading, text });
  return (newKind, newHeading, newText) =>
    tell({ type: "notify", id, kind: newKind, heading: newHeading, text: newText });
}

// The labels without values: what a frame holds that was loaded before anybody asked for it.
function prewarmed(application, wording) {
  return {
    application,
    wording,
    mode: "saml",
    basic: { identifiers: [], replyUrls: [], signOnUrl: "", relayState: "", logoutUrl: "", complete: false },
    certificates: [],
    notificationEmail: "",
    metadataUrl: "",
    setUp: { loginUrl: "", identifier: "", logoutUrl: "" },
    testUrl: "",
    behaviour: { staleCards: true, olderGrid: false, testPrompt: "never", spuriousEdits: false,
      survey: false },
  };
}

async function show({ token, application }) {
  const api = new Api(token, () => tell({ type: "gone" }));
  const openTab = (address) => window.open(address, "_blank", "noopener");
  try {
    const state = await api.json(`/api/apps/${application.objectId}/saml`);
    drawBlade(place, state, { api, notify, openTab });
  } catch (error) {
    const denied = error instanceof ApiError && error.status === 403;
    place.replaceChildren(h("div", { class: "ext-ad-error", role: "alert" },
      h("div", { class: "ext-ad-heading", role: "heading", "aria-level": "2" },
        denied ? "You do not have access" : "Unable to load this page"),
      h("div", { class: "ext-ad-text" }, error.message)));
  }
  tell({ type: "loaded" });
  let dirty = false;
  setInterval(() => {
    if (unsavedEdits() === dirty) return;
    dirty = !dirty;
    tell({ type: "dirty", dirty });
  }, 100);
}

window.addEventListener("message", ({ origin, data }) => {
  if (origin !== shell) return;
  if (data.type === "show") show(data);
  if (data.type === "prewarm") {
    drawBlade(place, prewarmed(data.application, data.wording), { api: null, notify: () => () => {}, openTab: () => {} });
  }
});
tell({ type: "ready" });
