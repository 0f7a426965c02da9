// The 'IdP and SSO' tab of the company account page, and its dialog.

import { FieldsError, call } from "./api.js";
import { copyOnClick, dialog, fragment, load, monsterSwitch, showWrong, survey, toast } from "./ui.js";
import { certificateField } from "./upload.js";

const REQUIRED = "This field is required.";
const NO_URL = "Please enter a valid URL.";
const URL_SHAPE = /^https?:\/\/[^\s/?#]+\S*$/i;

/** Draws the tab from what is stored. */
export function idpTab(container, account) {
  return load(container, async () => {
    const { data } = await call("GET", `/v2/accounts/${account.id}/sso`);
    return data.configured ? configured(container, account, data) : notConfigured(container, account, data);
  });
}

function notConfigured(container, account, data) {
  const tab = fragment("idp-none");
  tab.querySelector(".set-up-idp").addEventListener("click", () => {
    idpDialog("Set Up Identity Provider", account, data, () => idpTab(container, account));
  });
  return tab;
}

function configured(container, account, data) {
  const tab = fragment("idp-set");
  for (const button of tab.querySelectorAll(".copy-clipboard")) {
    copyOnClick(button, button.parentElement.querySelector(".info-value"));
  }
  tab.querySelector(".edit-idp").addEventListener("click", async () => {
    // Read again: another administrator may have saved meanwhile.
    const { data: fresh } = await call("GET", `/v2/accounts/${account.id}/sso`);
    idpDialog("Edit Identity Provider Information", account, fresh, () => idpTab(container, account));
  });
  for (const row of tab.querySelectorAll("[data-switch]")) {
    const key = row.dataset.switch;
    row.append(monsterSwitch(data[key], async (on) => {
      await call("PATCH", `/v2/accounts/${account.id}/sso/${key}`, { [key]: on });
      toast("success", "Changes Saved!");
    }));
  }
  // The two addresses come a moment after the rest.
  call("GET", `/v2/accounts/${account.id}/sso/endpoints`).then(({ data: urls }) => {
    for (const value of tab.querySelectorAll("[data-key]")) value.textContent = urls[value.dataset.key];
  }, () => {});
  return tab;
}

function wrongFields(form, certificate) {
  const wrong = {};
  for (const name of ["sso_url", "email_claim"]) {
    if (!form.elements[name].value.trim()) wrong[name] = REQUIRED;
  }
  for (const name of ["sso_url", "logout_url"]) {
    const value = form.elements[name].value.trim();
    if (value && !URL_SHAPE.test(value)) wrong[name] = NO_URL;
  }
  if (certificate() === null) wrong.certificate = REQUIRED;
  return wrong;
}

function idpDialog(title, account, data, saved) {
  const form = fragment("idp-dialog");
  for (const field of form.querySelectorAll("input, select")) field.value = data[field.name] ?? "";
  const certificate = certificateField(form.querySelector(".certificate-control"), data.certificate_shown ?? null);
  const { close } = dialog(title, form, { className: "idp-dialog-box" });
  survey();
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector(".cancel").addEventListener("click", close);
  const save = form.querySelector(".save");
  save.addEventListener("click", async () => {
    const wrong = wrongFields(form, certificate);
    showWrong(form, wrong);
    if (Object.keys(wrong).length) return;
    const values = Object.fromEntries(
      [...form.querySelectorAll("input[name]:not([disabled]), select")].map((field) => [field.name, field.value]),
    );
    save.disabled = true;
    try {
      await call("PUT", `/v2/accounts/${account.id}/sso`, { ...values, certificate: certificate() });
    } catch (error) {
      if (error instanceof FieldsError) showWrong(form, error.fields);
      else if (!error.shown) throw error;
      return;
    } finally {
      save.disabled = false;
    }
    close();
    toast("success", "Changes Saved!");
    saved();
  });
}
