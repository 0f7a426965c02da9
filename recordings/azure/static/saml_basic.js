// Card 1's panel: Basic SAML Configuration.
import { command, commandBar, h, icon, labelled, link, messageBox, roleButton, textBox, wait } from "./dom.js";
import { openPane } from "./panes.js";
import { IDENTIFIER, REPLY_URL, words } from "./saml_words.js";

const NOT_UNIQUE = "Please enter an Identifier which is unique within your organization.";

function isAddress(value) {
  try {
    const { protocol, hostname } = new URL(value);
    return (protocol === "https:" || protocol === "http:") && hostname !== "" && !/[\s"<>]/.test(value);
  } catch {
    return false;
  }
}

// A grid of values, of which one is the default.
class Grid {
  constructor({ rows, placeholder, problemOf, older, changed }) {
    this.placeholder = placeholder;
    this.problemOf = problemOf;
    this.older = older;
    this.changed = changed;
    this.body = h("div", { class: "azc-grid-body", role: "rowgroup" });
    this.element = h("div", { class: "azc-grid", role: "grid" },
      h("div", { class: "azc-grid-head", role: "row" }, h("div", {}, ""), h("div", {}, "Default"), h("div", {}, "")),
      this.body);
    this.rows = [];
    for (const { value, default: chosen } of rows) this.add(value, chosen);
    if (older) this.add();
  }

  add(value = "", chosen = false) {
    const row = { value, problem: "" };
    const text = textBox({ placeholder: this.placeholder, value, oninput: () => this.edited(row) });
    const error = h("div", { class: "azc-validationBelowCtrl", role: "alert" });
    const box = roleButton({ class: "azc-checkBox", role: "checkbox", "aria-label": "Default", title: "Default",
      "aria-checked": "false" }, () => this.choose(row), icon("\uE73E"));
    const trash = roleButton({ class: "azc-grid-delete", title: "Delete" }, () => this.remove(row), icon("\uE74D"));
    Object.assign(row, { text, error, box,
      element: h("div", { class: "azc-grid-row", role: "row" },
        h("div", { class: "azc-grid-cell" }, text, error), box, trash) });
    this.rows.push(row);
    this.body.append(row.element);
    if (chosen) this.choose(row, { quietly: true });
    return row;
  }

  choose(row, { quietly = false } = {}) {
    for (const one of this.rows) one.box.setAttribute("aria-checked", String(one === row));
    if (!quietly) this.changed();
  }

  isDefault(row) {
    return row.box.getAttribute("aria-checked") === "true";
  }

  remove(row) {
    this.rows = this.rows.filter((one) => one !== row);
    row.element.remove();
    if (this.older && (!this.rows.length || this.rows.at(-1).value)) this.add();
    this.settleDefault();
    this.changed();
  }

  edited(row) {
    row.value = row.text.value.trim();
    if (this.older && row.value && row === this.rows.at(-1)) this.add();
    this.settleDefault();
    this.changed();
  }

  // The first value is the default until somebody chooses another.
  settleDefault() {
    const filled = this.filled();
    if (filled.length && !filled.some((row) => this.isDefault(row))) this.choose(filled[0], { quietly: true });
  }

  filled() {
    return this.rows.filter((row) => row.value);
  }

  values() {
    return this.filled().map((row) => ({ value: row.value, default: this.isDefault(row) }));
  }

  async validate() {
    const seen = new Set();
    for (const row of this.rows) {
      let problem = "";
      if (row.value && seen.has(row.value)) problem = "This value is already in the list.";
      else if (row.value) problem = await this.problemOf(row.value);
      seen.add(row.value);
      row.problem = problem;
      row.error.textContent = problem;
      row.text.classList.toggle("azc-validation-error", Boolean(problem));
      row.text.setAttribute("aria-invalid", String(Boolean(problem)));
    }
    return this.filled().length > 0 && this.rows.every((row) => !row.problem);
  }
}

export function openBasic(state, host, { saved, test }) {
  const { basic, behaviour } = state;
  const checked = new Map();
  let before = JSON.stringify(basicValues(basic));
  let completed = false;
  let saving = false;
  let turn = 0;

  async function identifierProblem(value) {
    if (/\s/.test(value)) return "The identifier must be a valid URI without blanks.";
    if (!checked.has(value)) {
      try {
        const answer = await host.api.json(`${host.base}/unique?identifier=${encodeURIComponent(value)}`);
        checked.set(value, answer.problem || (answer.unique ? "" : NOT_UNIQUE));
      } catch {
        return ""; // The save itself checks again.
      }
    }
    return checked.get(value);
  }

  const replyProblem = async (value) => (isAddress(value) ? "" : "The reply URL must be a valid URL.");
  const grid = (rows, placeholder, problemOf) =>
    new Grid({ rows, placeholder, problemOf, older: behaviour.olderGrid, changed });
  const identifiers = grid(basic.identifiers, "Enter an identifier", identifierProblem);
  const replies = grid(basic.replyUrls, "Enter a reply URL", replyProblem);
  const field = (placeholder, value) => textBox({ placeholder, value, oninput: changed });
  const signOn = field("Enter a sign on URL", basic.signOnUrl);
  const relay = field("Enter a relay state", basic.relayState);
  const logout = field("Enter a logout url", basic.logoutUrl);
  const optionalErrors = new Map([signOn, logout].map((input) =>
    [input, h("div", { class: "azc-validationBelowCtrl", role: "alert" })]));

  function basicValues(values) {
    const { identifiers, replyUrls, signOnUrl, relayState, logoutUrl } = values;
    return { identifiers, replyUrls, signOnUrl, relayState, logoutUrl };
  }

  function entered() {
    return { identifiers: identifiers.values(), replyUrls: replies.values(), signOnUrl: signOn.value.trim(),
      relayState: relay.value.trim(), logoutUrl: logout.value.trim() };
  }

  const dirty = () => JSON.stringify(entered()) !== before;

  async function changed() {
    turn += 1;
    const own = turn;
    save.enable(false);
    await wait(150);
    if (own !== turn) return;
    let valid = await identifiers.validate();
    valid = (await replies.validate()) && valid;
    for (const [input, error] of optionalErrors) {
      const problem = input.value.trim() && !isAddress(input.value.trim()) ? "The value must be a valid URL." : "";
      error.textContent = problem;
      valid = valid && !problem;
    }
    if (own === turn) save.enable(valid && dirty() && !saving);
  }

  async function store() {
    const values = entered();
    const wasComplete = basic.complete;
    saving = true;
    save.enable(false);
    const note = host.notify("progress", "Save single sign-on configuration", "Saving single sign-on configuration");
    try {
      const answer = await host.api.json(`${host.base}/basic`, { method: "PUT", body: values });
      note("success", "Save single sign-on configuration", "Successfully saved single sign-on configuration");
      completed = behaviour.testPrompt === "always" || completed || (answer.complete && !wasComplete);
      before = JSON.stringify(values);
      saved(answer);
    } catch (error) {
      note("error", "Unable to save single sign-on configuration", error.message);
    }
    saving = false;
    changed();
  }

  const save = command("Save", "\uE74E", store, { disabled: true });
  const section = (label, hint, list, addText) => h("div", { class: "fxc-section" },
    h("div", { class: "azc-formElementSubLabelContainer" },
      h("span", { class: "azc-text-sublabel" }, label), h("span", { class: "azc-required", "aria-hidden": "true" }, " *"),
      icon("\uE946"), h("div", { class: "azc-tooltip fxs-display-none" }, label)),
    h("div", { class: "ext-ad-hint" }, hint),
    list.element,
    behaviour.olderGrid ? null : link(addText, () => list.add().text.focus()));
  openPane({
    survey: state.behaviour.survey,
    title: words(state.wording).card1,
    bar: commandBar(save, command("Got feedback?", "\uEB51", () => {})),
    content: h("div", {},
      section(IDENTIFIER, "The name by which the directory knows your application; no two applications share one. "
        + "The default identifier is the audience of the SAML response when sign-on begins here.", identifiers, "Add identifier"),
      section(REPLY_URL, "The address to which SAML responses are posted. "
        + "The default reply URL is the destination when sign-on begins here.", replies,
      "Add reply URL"),
      labelled("Sign on URL (Optional)", signOn), optionalErrors.get(signOn),
      labelled("Relay State (Optional)", relay),
      labelled("Logout Url (Optional)", logout), optionalErrors.get(logout)),
    dirty: () => dirty() || saving || behaviour.spuriousEdits,
    async closed() {
      if (!completed || behaviour.testPrompt === "never") return;
      await wait(300);
      const title = `Test single sign-on with ${state.application.name}`;
      const answer = await messageBox(title, `Do you want to test single sign-on with ${state.application.name} now?`,
        "Yes", "No, I'll test later");
      if (answer === "Yes") test();
    },
  });
}
