// The sign-in page: draws the view that ServerData asks for. Views change without a change of address.
import { button, finish, form, h, hiddenFields, problem, show, TextBinding } from "./sign_in_form.js";
import { startSecondFactor } from "./sign_in_second_factor.js";

const config = window.ServerData;

function offScreen(name, type, id, value = "") {
  return h("input", { name, type, id, value, class: "moveOffScreen", tabindex: "-1", "aria-hidden": "true",
    autocomplete: "off" });
}

function usernameView(username = "", errorText = "") {
  const input = h("input", { type: "email", name: "loginfmt", id: "i0116", maxlength: "113", lang: "en",
    class: "form-control ltr_override input ext-input text-box ext-text-box", placeholder: "Email, phone, or Skype",
    "aria-label": "Enter your email, phone, or Skype.", "aria-required": "true", autocomplete: "username",
    "aria-describedby": "loginHeader usernameError", value: username });
  const bound = new TextBinding(input);
  const errors = h("div", { class: "error-holder", role: "alert", "aria-live": "assertive" });
  const view = form({ onsubmit: next },
    h("div", { id: "loginHeader", class: "row title ext-title", role: "heading", "aria-level": "1" }, "Sign in"),
    errors,
    h("div", { class: "row" }, input, offScreen("passwd", "password", "i0118")),
    h("div", { class: "links" },
      h("div", {}, "No account? ", h("a", { href: "#", id: "signup" }, "Create one!")),
      h("div", {}, h("a", { href: "#", id: "cantAccessAccount" }, "Can’t access your account?"))),
    h("div", { class: "buttons" }, button("idSIButton9", "Next")));
  if (errorText) problem(errors, input, "usernameError", errorText);
  show(view, input);

  async function next() {
    if (!bound.settled) return;
    if (!bound.value.trim()) {
      problem(errors, input, "usernameError", "Enter a valid email address, phone number, or Skype name.");
      return;
    }
    const done = finish.busy();
    const answer = await finish.send(config.urlGetCredentialType, { username: bound.value, flowToken: config.sFT });
    done();
    if (answer === null) {
      problem(errors, input, "usernameError", "Something went wrong. Please try again later.");
    } else if (answer.IfExistsResult === 0) {
      passwordView(bound.value.trim());
    } else {
      config.sErrorCode = "50034";
      problem(errors, input, "usernameError", answer.sErrTxt);
    }
  }
}

function passwordView(username, errorText = "") {
  const input = h("input", { type: "password", name: "passwd", id: "i0118", maxlength: "256",
    class: "form-control input ext-input text-box ext-text-box", placeholder: "Password", autocomplete: "off",
    "aria-label": `Enter the password for ${username}`, "aria-required": "true",
    "aria-describedby": "passwordError loginHeader passwordDesc" });
  const bound = new TextBinding(input);
  const errors = h("div", { class: "error-holder", role: "alert", "aria-live": "assertive" });
  const view = form({ action: config.urlPost, onsubmit: signIn },
    h("div", { class: "identity" },
      h("button", { type: "button", id: "idBtn_Back", class: "back-arrow", "aria-label": "Back",
        onclick: () => usernameView(username) }, "\u2190"),
      h("div", { id: "displayName", class: "identity-name", title: username }, username)),
    h("div", { id: "loginHeader", class: "row title ext-title", role: "heading", "aria-level": "1" },
      "Enter password"),
    h("div", { id: "passwordDesc", hidden: true }, `Enter the password for ${username}`),
    errors,
    h("div", { class: "row" }, offScreen("loginfmt", "text", "i0116", username), input),
    hiddenFields(config, { login: username, type: "11", LoginOptions: "3" }),
    h("div", { class: "links" },
      h("div", {}, h("a", { href: "#", id: "idA_PWD_ForgotPassword" }, "Forgot my password"))),
    h("div", { class: "buttons" }, button("idSIButton9", "Sign in")));
  if (errorText) problem(errors, input, "passwordError", errorText);
  show(view, input);

  function signIn() {
    if (!bound.settled) return;
    if (!bound.value) {
      problem(errors, input, "passwordError", "Please enter your password.");
      return;
    }
    finish.post(view);
  }
}

function pickerView(accounts) {
  const choose = (upn) => finish.post(form({ action: config.urlLogin },
    hiddenFields(config, { login: upn })));
  const tile = (attributes, face, title, detail, onclick) => {
    const table = h("div", { class: "table", role: "button", tabindex: "0", onclick, ...attributes },
      h("div", { class: "face", "aria-hidden": "true" }, face),
      h("div", {}, h("div", {}, title), ...detail.map((line) => h("small", {}, line))));
    return h("div", { class: "tile-container" }, h("div", { class: "tile" }, table));
  };
  show(form({},
    h("div", { id: "loginHeader", class: "row title ext-title", role: "heading", "aria-level": "1" },
      "Pick an account"),
    h("div", { id: "tilesHolder", class: "row" },
      ...accounts.map(({ upn, name, signedIn }) => tile({ "data-test-id": upn }, name.slice(0, 1), name,
        signedIn ? [upn, "Signed in"] : [upn], () => choose(upn))),
      tile({ id: "otherTile" }, "+", "Use another account", [], () => usernameView()))));
}

function stayView() {
  const yesOrNo = (value) => () => {
    view.append(h("input", { type: "hidden", name: "LoginOptions", value }));
    finish.post(view);
  };
  const view = form({ action: config.urlKmsi, onsubmit: yesOrNo("1") },
    h("div", { class: "identity" },
      h("div", { id: "displayName", class: "identity-name" }, config.sPOST_Username)),
    h("div", { class: "row title ext-title", role: "heading", "aria-level": "1" }, "Stay signed in?"),
    h("div", { id: "KmsiDescription", class: "row text-body" },
      "Do this to reduce the number of times you are asked to sign in."),
    h("label", { class: "checkbox" },
      h("input", { type: "checkbox", id: "KmsiCheckboxField", name: "DontShowAgain", value: "true",
        "aria-label": "Don't show this again" }),
      h("span", {}, "Don't show this again")),
    hiddenFields(config, {}),
    h("div", { class: "buttons" },
      h("input", { type: "button", id: "idBtn_Back", value: "No", class: "win-button button_secondary ext-button",
        onclick: yesOrNo("3") }),
      button("idSIButton9", "Yes", { "aria-describedby": "KmsiDescription" })));
  show(view);
}

function proofUpView() {
  show(form({ onsubmit: () => location.assign(config.urlProofUp) },
    h("div", { class: "identity" },
      h("div", { id: "displayName", class: "identity-name" }, config.sPOST_Username)),
    h("div", { id: "ProofUpHeader", class: "row title ext-title", role: "heading", "aria-level": "1" },
      "More information required"),
    h("div", { id: "ProofUpDescription", class: "row text-body" },
      "Your organization needs more information to keep your account secure"),
    h("div", { class: "links" },
      h("div", {}, h("a", { href: "#", id: "cancelLink" }, "Use a different account")),
      h("div", {}, h("a", { href: "#", id: "moreInfoLink" }, "Learn more"))),
    h("div", { class: "buttons" }, button("idSubmit_ProofUp_Redirect", "Next"))));
}

function start() {
  switch (config.pgid) {
    case "ConvergedTFA": return startSecondFactor(config);
    case "KmsiInterrupt": return stayView();
    case "ConvergedProofUpRedirect": return proofUpView();
  }
  if (config.sView === "picker") return pickerView(config.arrSessions);
  if (config.sView === "password") return passwordView(config.sPOST_Username, config.sErrTxt);
  return usernameView(config.sPOST_Username, config.sErrTxt);
}

// The body stays hidden until the view is bound.
setTimeout(() => {
  start();
  document.body.style.display = "";
}, 50);
