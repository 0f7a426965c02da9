// The views of the second factor: list of methods, push notification, one-time code.
import { button, finish, form, h, hiddenFields, problem, show, TextBinding } from "./sign_in_form.js";

const METHODS = {
  PhoneAppNotification: "Approve a request on my Microsoft Authenticator app",
  PhoneAppOTP: "Use a verification code",
  OneWaySMS: "Text",
};

let config;
let turn = 0; // counts the methods that were begun; what an earlier one still hears is of no interest

export function startSecondFactor(serverData) {
  config = serverData;
  begin(config.arrUserProofs.find((proof) => proof.isDefault).authMethodId);
}

function heading(id, text) {
  return h("div", { id, class: "row title ext-title", role: "heading", "aria-level": "1" }, text);
}

function identity() {
  return h("div", { class: "identity" },
    h("div", { id: "displayName", class: "identity-name", title: config.sPOST_Username }, config.sPOST_Username));
}

function begin(method) {
  turn += 1;
  return method === "PhoneAppOTP" ? codeView() : pushView();
}

function beginAuth(method) {
  return finish.send(config.urlBeginAuth, { AuthMethodId: method, Method: "BeginAuth", Ctx: config.sCtx,
    flowToken: config.sFT });
}

function processAuth(method) {
  finish.post(form({ action: config.urlProcessAuth },
    hiddenFields(config, { request: config.sCtx, mfaAuthMethod: method, login: config.sPOST_Username })));
}

async function pushView() {
  const own = turn;
  const number = h("div", { id: "idRichContext_DisplaySign", class: "display-sign" });
  show(form({},
    identity(),
    heading("idDiv_SAOTCAS_Title", "Approve sign in request"),
    h("div", { id: "idDiv_SAOTCAS_Description", class: "row text-body" },
      "Open your Authenticator app, and enter the number shown to sign in."),
    number,
    h("div", { id: "idRichContext_DisplaySignDescription", class: "row text-body" },
      "No numbers in your app? Make sure to upgrade to the latest version."),
    h("input", { type: "tel", name: "otc", class: "moveOffScreen", tabindex: "-1", "aria-hidden": "true" }),
    h("div", { class: "links" },
      h("div", {}, h("a", { href: "#", id: "signInAnotherWay", onclick: anotherWay },
        "I can't use my Microsoft Authenticator app right now")),
      h("div", {}, h("a", { href: "#", id: "moreInfoLink" }, "More information")))));
  const answer = await beginAuth("PhoneAppNotification");
  if (own !== turn) return undefined;
  if (!answer || !answer.Success) return listView();
  number.textContent = String(answer.Entropy);
  return poll(answer.SessionId);
}

// Looks every second whether somebody approved. While it waits, the list of methods is drawn anew each time.
async function poll(sessionId) {
  const own = turn;
  const until = Date.now() + config.iPollingTimeout;
  while (turn === own) {
    await new Promise((resolve) => setTimeout(resolve, config.iPollingInterval));
    if (turn !== own) return;
    const answer = await finish.send(config.urlEndAuth, { AuthMethodId: "PhoneAppNotification", Method: "EndAuth",
      SessionId: sessionId, Ctx: config.sCtx, flowToken: config.sFT });
    if (turn !== own) return;
    if (answer && answer.Success) return processAuth("PhoneAppNotification");
    if (document.getElementById("idDiv_SAOTCS_Proofs")) listView();
    else if (Date.now() > until) return timeoutView();
  }
}

function timeoutView() {
  turn += 1;
  show(form({},
    identity(),
    heading("idDiv_SAASTO_Title", "We didn't hear from you"),
    h("div", { id: "idDiv_SAASTO_Description", class: "row text-body" },
      "We sent a notification to your mobile device, but we didn't hear from you. ",
      h("a", { href: "#", id: "idA_SAASTO_Resend", onclick: (event) => { event.preventDefault(); begin("PhoneAppNotification"); } },
        "Send another request to my Microsoft Authenticator app")),
    h("div", { class: "links" }, h("div", {}, h("a", { href: "#", id: "signInAnotherWay", onclick: anotherWay },
      "I can't use my Microsoft Authenticator app right now")))));
}

function anotherWay(event) {
  event.preventDefault();
  listView();
}

function listView() {
  const choose = (method) => () => begin(method);
  show(form({},
    identity(),
    heading("idDiv_SAOTCS_Title", "Verify your identity"),
    h("div", { id: "idDiv_SAOTCS_Proofs", class: "row" },
      ...config.arrUserProofs.map(({ authMethodId }) => h("div", { class: "tile-container" },
        h("div", { class: "tile" },
          h("div", { class: "table", role: "button", tabindex: "0", "data-value": authMethodId,
            onclick: choose(authMethodId) },
            h("div", { class: "face", "aria-hidden": "true" }, authMethodId === "PhoneAppOTP" ? "#" : "!"),
            h("div", {}, METHODS[authMethodId])))))),
    h("div", { class: "links" },
      h("div", {}, h("a", { href: "#", id: "moreInfoLink" }, "More information")),
      h("div", {}, "Are your verification methods current?"))));
}

function codeView() {
  const input = h("input", { type: "tel", name: "otc", id: "idTxtBx_SAOTCC_OTC", maxlength: "6",
    class: "form-control input ext-input text-box ext-text-box", placeholder: "Code", autocomplete: "off",
    "aria-label": "Code", "aria-describedby": "idDiv_SAOTCC_Title idDiv_SAOTCC_Description" });
  const bound = new TextBinding(input);
  const errors = h("div", { class: "error-holder", role: "alert", "aria-live": "assertive" });
  let waiting = false;
  show(form({ onsubmit: verify },
    identity(),
    heading("idDiv_SAOTCC_Title", "Enter code"),
    h("div", { id: "idDiv_SAOTCC_Description", class: "row text-body" },
      "Enter the code displayed in the authenticator app on your mobile device"),
    errors,
    h("div", { class: "row" }, input),
    h("div", { class: "links" },
      h("div", {}, "Having trouble? ", h("a", { href: "#", id: "signInAnotherWay", onclick: anotherWay },
        "Sign in another way")),
      h("div", {}, h("a", { href: "#", id: "moreInfoLink" }, "More information"))),
    h("div", { class: "buttons" }, button("idSubmit_SAOTCC_Continue", "Verify"))), input);
  const begun = beginAuth("PhoneAppOTP");

  async function verify() {
    if (!bound.settled || waiting) return;
    if (!/^\d{6}$/.test(bound.value.trim())) {
      problem(errors, input, "idSpan_SAOTCC_Error_OTC", "Please enter the expected verification code.");
      return;
    }
    waiting = true;
    const done = finish.busy();
    const session = await begun;
    const answer = await finish.send(config.urlEndAuth, { AuthMethodId: "PhoneAppOTP", Method: "EndAuth",
      SessionId: session?.SessionId, Ctx: config.sCtx, flowToken: config.sFT, AdditionalAuthData: bound.value.trim() });
    done();
    waiting = false;
    if (answer && answer.Success) {
      processAuth("PhoneAppOTP");
    } else if (answer && answer.Retry) {
      config.sErrorCode = String(answer.ErrCode);
      problem(errors, input, "idSpan_SAOTCC_Error_OTC",
        "You didn't enter the expected verification code. Please try again.");
    } else {
      problem(errors, input, "idSpan_SAOTCC_Error_OTC", "Something went wrong. Please sign in again.");
    }
  }
}
