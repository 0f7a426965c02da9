// The sign-in page: user name, password, account name; then a one-time code if the account wants one.

import { send } from "./api.js";
import { dialog, fragment, toast } from "./ui.js";

const REMEMBERED = "monster-login";

function say(form, text) {
  const wrapper = form.querySelector(".error-message-wrapper");
  wrapper.querySelector(".text").textContent = text;
  wrapper.classList.toggle("shown", Boolean(text));
  for (const field of form.querySelectorAll("#login, #password, #account_name")) {
    field.classList.toggle("monster-invalid", Boolean(text));
  }
}

function askCode(ticket, done, refused) {
  const content = fragment("mfa");
  const { close } = dialog("Multi-factor Authentication", content, {});
  const input = content.querySelector("#mfa_code");
  const button = content.querySelector("#btn_mfa_verify");
  input.addEventListener("input", () => {
    input.value = input.value.replace(/\D/g, "").slice(0, 6);
    button.disabled = input.value.length < 6;
  });
  content.querySelector("#btn_mfa_setup").addEventListener("click", () => {
    toast("info", "Ask your administrator for a new set-up.");
  });
  content.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    content.querySelector("label.monster-invalid")?.remove();
    const { status, content: answer } = await send(
      "PUT", "/v2/user_auth/multi_factor", { id: ticket, code: input.value },
    ).catch((error) => ({ status: 0, content: { message: String(error) } }));
    if (status === 200) {
      close();
      done();
    } else if (answer.data?.restart) {
      close();
      refused(answer.message);
    } else {
      const label = document.createElement("label");
      label.className = "monster-invalid";
      label.htmlFor = "mfa_code";
      label.textContent = status === 401 ? answer.message : `Oops! ${answer.message}`;
      input.classList.add("monster-invalid");
      input.after(label);
      input.value = "";
      input.focus();
    }
  });
}

/** Draws the sign-in page; calls `done` once somebody is signed in. */
export function signInPage(main, done) {
  const page = fragment("sign-in");
  main.replaceChildren(page);
  const form = page.querySelector("#form_login");
  const field = (id) => form.querySelector(`#${id}`);
  const remembered = JSON.parse(localStorage.getItem(REMEMBERED) ?? "null");
  if (remembered) {
    field("login").value = remembered.login;
    field("account_name").value = remembered.account_name;
    field("remember_me").checked = true;
  }
  page.querySelector(".password-icon").addEventListener("click", () => {
    field("password").type = field("password").type === "password" ? "text" : "password";
  });
  for (const toggle of page.querySelectorAll(".form-toggle")) {
    toggle.addEventListener("click", () => {
      page.classList.toggle("recovering", toggle.dataset.form === "forgot_info");
    });
  }
  page.querySelector("#btn_reset_password").addEventListener("click", () => {
    toast("info", "If we know you, we sent you a message.");
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector(".login");
    if (button.disabled) return;
    button.disabled = true;
    say(form, "");
    const who = { username: field("login").value, account_name: field("account_name").value };
    const { status, content } = await send("PUT", "/v2/user_auth", { ...who, password: field("password").value })
      .catch((error) => ({ status: 0, content: { message: String(error) } }));
    button.disabled = false;
    if (field("remember_me").checked) {
      localStorage.setItem(REMEMBERED, JSON.stringify({ login: who.username, account_name: who.account_name }));
    } else {
      localStorage.removeItem(REMEMBERED);
    }
    const second = content.data?.multi_factor_request;
    if (status === 200) done();
    else if (second) askCode(second.id, done, (text) => say(form, text));
    else if (status === 401 || status === 423) say(form, content.message);
    else say(form, `Oops! Something went wrong! ${content.message}`);
  });
}
