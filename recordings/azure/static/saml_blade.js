// The SAML blade: five cards. Drawn in the top document or in a frame; `host` hides the difference.
import { command, commandBar, copyBox, dateText, download, h, icon, link, roleButton } from "./dom.js";
import { openBasic } from "./saml_basic.js";
import { openCertificates } from "./saml_certificates.js";
import { openTest } from "./saml_test.js";
import { IDENTIFIER, REPLY_URL, words } from "./saml_words.js";

const CLAIMS = [
  ["givenname", "user.givenname"],
  ["surname", "user.surname"],
  ["emailaddress", "user.mail"],
  ["name", "user.userprincipalname"],
  ["Unique User Identifier", "user.userprincipalname"],
];

function row(label, ...values) {
  return h("div", { class: "ext-ad-row" },
    h("div", { class: "ext-ad-row-label" }, label),
    h("div", { class: "ext-ad-row-value" }, ...values.map((value) =>
      value instanceof Node ? value : h("div", {}, value))));
}

function edit(title, onclick) {
  return h("ul", { class: "ext-ad-card-commands" },
    h("li", { title, role: "presentation" },
      roleButton({ class: "fxs-button ext-ad-card-edit", "aria-label": title }, onclick, icon("\uE70F"),
        h("span", { class: "fxs-button-text" }, "Edit"))));
}

function card(number, title, editor, ...content) {
  return h("div", { class: "ext-ad-card" },
    h("div", { class: "ext-ad-card-number" }, String(number)),
    h("div", { class: "ext-ad-card-box" },
      h("div", { class: "ext-ad-card-head" },
        h("div", { class: "ext-ad-card-title", role: "heading", "aria-level": "3" }, title), editor),
      h("div", { class: "ext-ad-card-content" }, ...content)));
}

function valuesOf(rows, missing) {
  const sorted = [...rows].sort((one, other) => Number(other.default) - Number(one.default));
  return sorted.length ? sorted.map(({ value }) => value) : [h("div", { class: "ext-ad-unset" }, missing)];
}

function optional(value) {
  return value || h("div", { class: "ext-ad-unset" }, "Optional");
}

function card1(state, open) {
  const { basic } = state;
  return card(1, words(state.wording).card1, edit("Edit basic SAML configuration", open),
    row(IDENTIFIER, ...valuesOf(basic.identifiers, "Required")),
    row(REPLY_URL, ...valuesOf(basic.replyUrls, "Required")),
    row("Sign on URL", optional(basic.signOnUrl)),
    row("Relay State (Optional)", optional(basic.relayState)),
    row("Logout Url (Optional)", optional(basic.logoutUrl)));
}

// Three neighbours with one text, none of which is an address: the page makes the file when pressed.
function downloads(state, host, thumbprint) {
  const name = state.application.name;
  const kinds = [["Certificate (Base64)", "base64", `${name}.cer`], ["Certificate (Raw)", "raw", `${name}.cer`],
    ["Federation Metadata XML", "xml", `${name}.xml`]];
  return kinds.map(([label, kind, file]) => {
    const act = () => host.downloadCertificate(thumbprint, kind, file);
    return row(label, state.wording === "guide"
      ? roleButton({ class: "fxs-button ext-ad-download" }, act, h("span", { class: "fxs-button-text" }, "Download"))
      : link("Download", act, { class: "fxc-link ext-ad-download" }));
  });
}

function card3(state, host) {
  const text = words(state.wording);
  const today = state.wording !== "guide";
  const open = () => openCertificates(state, host);
  const shown = state.certificates.find((one) => one.status === "Active") || state.certificates[0];
  const editor = edit("Edit SAML signing certificate", open);
  const rows = shown
    ? [row("Status", shown.status), shown.shown ? row("Thumbprint", shown.shown) : "",
      row("Expiration", dateText(shown.expiration)), row("Notification Email", state.notificationEmail)]
    : [h("div", { class: "ext-ad-row" }, link("Add a certificate", open))];
  const files = shown && shown.status === "Active" ? downloads(state, host, shown.thumbprint) : [];
  const token = [...rows, copyBox("App Federation Metadata Url", state.metadataUrl), ...files];
  if (!today) return card(3, text.card3, editor, ...token);
  return card(3, text.card3, null,
    h("div", { class: "ext-ad-card-head" },
      h("div", { class: "ext-ad-card-subtitle", role: "heading", "aria-level": "4" }, "Token signing certificate"),
      editor),
    ...token,
    h("div", { class: "ext-ad-card-head ext-ad-second" },
      h("div", { class: "ext-ad-card-subtitle", role: "heading", "aria-level": "4" },
        "Verification certificates (optional)"),
      edit("Edit verification certificates", () => {})),
    row("Required", "No"), row("Active", "0"), row("Expired", "0"));
}

function card4(state) {
  const text = words(state.wording);
  const { setUp } = state;
  return card(4, text.card4(state.application.name), null,
    h("div", { class: "ext-ad-text" }, text.linkWith),
    copyBox("Login URL", setUp.loginUrl),
    copyBox(text.entraIdentifier, setUp.identifier),
    copyBox("Logout URL", setUp.logoutUrl));
}

function card5(state, test) {
  const button = roleButton({ class: "fxs-button fxs-button-primary", title: "Test",
    "aria-disabled": String(!state.basic.complete) }, test, h("span", { class: "fxs-button-text" }, "Test"));
  return card(5, words(state.wording).card5(state.application.name), null,
    h("div", { class: "ext-ad-text" }, "See whether single sign-on works. People need to be assigned under ",
      "Users and groups first."),
    button);
}

// Before a mode was chosen there are tiles instead of cards.
function drawTiles(place, api, host) {
  const choose = async () => {
    try {
      drawBlade(place, await host.api.json(`${api}/mode`, { method: "PUT", body: {} }), host);
    } catch (error) {
      host.notify("error", "Unable to save single sign-on configuration", error.message);
    }
  };
  const tile = (title, text, onclick = () => {}) => roleButton({ class: "ext-ad-tile" }, onclick,
    h("div", { class: "ext-ad-problem-details-card-tile-title" }, title), h("div", {}, text));
  place.replaceChildren(
    h("div", { class: "ext-ad-saml" },
      h("div", { class: "ext-ad-heading", role: "heading", "aria-level": "2" }, "Select a single sign-on method")),
    h("div", { class: "ext-ad-tiles" },
      tile("Disabled", "People can't start this application from My Apps."),
      tile("SAML", "Sign-on by signed assertions.", choose),
      tile("Password-based", "Passwords are stored and replayed."),
      tile("Linked", "A link in My Apps.")));
}

// Draws the five cards of a configuration into `place`.
export function drawBlade(place, state, host) {
  const text = words(state.wording);
  const api = `/api/apps/${state.application.objectId}/saml`;
  if (!state.mode) {
    drawTiles(place, api, host);
    return;
  }
  const blade = {
    ...host,
    base: api,
    async downloadCertificate(thumbprint, kind, file) {
      try {
        download(file, await host.api.blob(`${api}/certificates/${thumbprint}/${kind}`));
      } catch (error) {
        host.notify("error", "Download certificate", `Unable to download the certificate. ${error.message}`);
      }
    },
  };
  const test = () => openTest(state, blade);
  const fifth = h("div", {}, card5(state, test));
  const first = h("div", {}, card1(state, openFirst));

  function openFirst() {
    openBasic(state, blade, {
      saved(basic) {
        state.basic = basic;
        if (state.behaviour.staleCards) return;
        first.replaceChildren(card1(state, openFirst));
        fifth.replaceChildren(card5(state, test));
      },
      test,
    });
  }

  place.replaceChildren(
    commandBar(
      command("Upload metadata file", "\uE898", () => {}),
      command("Change single sign-on mode", "\uE8AB", () => {}),
      command("Test this application", "\uE9D5", test, { disabled: !state.basic.complete }),
      command("Got feedback?", "\uEB51", () => {})),
    h("div", { class: "ext-ad-saml" },
      h("div", { class: "ext-ad-heading", role: "heading", "aria-level": "2" }, text.heading),
      h("div", { class: "ext-ad-text" }, "People sign in once and reach this application with their work account. ",
        `Complete the cards below, then enter their values in ${state.application.name}.`),
      first,
      card(2, text.card2, edit(state.wording === "guide" ? "Edit user attributes & claims"
        : "Edit attributes & claims", () => {}), ...CLAIMS.map(([name, source]) => row(name, source))),
      card3(state, blade),
      card4(state),
      fifth));
}
