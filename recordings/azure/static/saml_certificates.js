// Card 3's panel: the list of signing certificates.
import { command, commandBar, dateText, h, icon, messageBox, roleButton } from "./dom.js";
import { openPane } from "./panes.js";

export function openCertificates(state, host) {
  let rows = state.certificates.map((one) => ({ ...one }));
  const drafted = () => rows.some((row) => row.draft);
  const body = h("div", { class: "azc-grid-body", role: "rowgroup" });

  function menu(row) {
    const act = (text, onclick) => h("div", { role: "menuitem", tabindex: "0", class: "azc-menu-item", title: text,
      onclick: () => { list.remove(); onclick(); } }, text);
    const file = (kind, ending) => () =>
      host.downloadCertificate(row.thumbprint, kind, `${state.application.name}.${ending}`);
    const list = h("div", { role: "menu", class: "azc-menu" },
      act("Make certificate active", () => activate(row)),
      act("Base64 certificate download", file("base64", "cer")),
      act("PEM certificate download", file("pem", "pem")),
      act("Raw certificate download", file("raw", "cer")),
      act("Download federated certificate XML", file("xml", "xml")),
      act("Delete Certificate", () => remove(row)));
    return list;
  }

  function draw() {
    body.replaceChildren(...rows.map((row) => {
      const more = row.draft ? null : roleButton({ class: "azc-grid-more", "aria-label": "Context menu",
        "aria-haspopup": "menu" }, () => {
        const open = element.querySelector(".azc-menu");
        if (open) open.remove();
        else element.append(menu(row));
      }, "...");
      const element = h("div", { class: "azc-grid-row", role: "row" },
        h("div", { role: "gridcell", class: "azc-grid-cell" }, row.status),
        h("div", { role: "gridcell", class: "azc-grid-cell" }, dateText(row.expiration),
          row.draft ? h("span", { title: "Select Date" }, icon("\uE787")) : null,
          row.problem ? h("div", { class: "azc-validationBelowCtrl", role: "alert" }, row.problem) : null),
        h("div", { role: "gridcell", class: "azc-grid-cell" }, row.shown),
        h("div", { role: "gridcell" }, more));
      return element;
    }));
    save.enable(drafted() && !rows.some((row) => row.problem));
  }

  // What changes here shows on the card after the page is loaded afresh.
  async function attempt(title, done, failed, work) {
    const note = host.notify("progress", title, "");
    try {
      await work();
      note("success", title, done);
    } catch (error) {
      note("error", failed, error.message);
    }
    draw();
  }

  async function add() {
    try {
      const draft = await host.api.json(`${host.base}/certificates/new`);
      rows.push({ status: "N/A", shown: "Will be displayed on save", ...draft, draft: true });
    } catch (error) {
      host.notify("error", "Unable to create a new certificate", error.message);
    }
    draw();
  }

  function store() {
    save.enable(false);
    return attempt("Save SAML signing certificate", "Successfully saved the SAML signing certificate",
      "Unable to save the SAML signing certificate", async () => {
        for (const row of rows.filter((one) => one.draft)) {
          const answer = await host.api.json(`${host.base}/certificates`, { method: "POST", body: {} });
          Object.assign(row, answer, { draft: false });
        }
      });
  }

  async function activate(row) {
    const answer = await messageBox("Make certificate active",
      "Are you sure you want to make this certificate active? The application must have this certificate too.",
      "Yes", "No");
    if (answer !== "Yes") return;
    await attempt("Activate certificate", "Successfully activated the certificate",
      "Unable to activate the certificate", async () => {
        rows = await host.api.json(`${host.base}/certificates/${row.thumbprint}/active`, { method: "PUT", body: {} });
      });
  }

  async function remove(row) {
    const answer = await messageBox("Delete certificate", "Do you want to delete this certificate?", "Yes", "No");
    if (answer !== "Yes") return;
    await attempt("Delete certificate", "Successfully deleted the certificate", "Unable to delete the certificate",
      async () => {
        rows = await host.api.json(`${host.base}/certificates/${row.thumbprint}`, { method: "DELETE" });
      });
  }

  body.addEventListener("focusout", () => setTimeout(() => {
    if (!body.contains(document.activeElement)) body.querySelector(".azc-menu")?.remove();
  }));

  const save = command("Save", "\uE74E", store, { disabled: true });
  const chooser = (label, ...options) => h("div", { class: "azc-formElementContainer" },
    h("div", { class: "azc-text-sublabel" }, label),
    h("select", { class: "azc-input", "aria-label": label }, ...options.map((text) => h("option", {}, text))));
  openPane({
    survey: state.behaviour.survey,
    title: "SAML Signing Certificate",
    bar: commandBar(save, command("New Certificate", "\uE710", add), command("Import Certificate", "\uE8B5", () => {}),
      command("Got feedback?", "\uEB51", () => {})),
    content: h("div", {},
      h("div", { class: "ext-ad-text" }, "Manage the certificate used by Microsoft Entra ID to sign SAML tokens ",
        "issued to your app"),
      h("div", { class: "azc-grid ext-ad-certificates", role: "grid" },
        h("div", { class: "azc-grid-head", role: "row" },
          ...["Status", "Expiration Date", "Thumbprint", ""].map((text) => h("div", { role: "columnheader" }, text))),
        body),
      chooser("Signing Option", "Sign SAML assertion", "Sign SAML response", "Sign SAML response and assertion"),
      chooser("Signing Algorithm", "SHA-256", "SHA-1"),
      h("div", { class: "azc-text-sublabel" }, "Notification Email Addresses"),
      h("div", {}, state.notificationEmail)),
    dirty: drafted,
  });
  draw();
}
