// Card 5's pane. The test itself runs in a new tab.
import { h, roleButton } from "./dom.js";
import { openPane } from "./panes.js";

export function openTest(state, host) {
  const start = () => host.openTab(state.testUrl);
  const button = (title, primary, onclick) => roleButton(
    { class: primary ? "fxs-button fxs-button-primary" : "fxs-button", title }, onclick,
    h("span", { class: "fxs-button-text" }, title));
  const elsewhere = "Sign in as someone else";
  const choice = (value, text, chosen) => h("label", { class: "azc-radio" },
    h("input", { type: "radio", name: "test-user", value, checked: chosen }), text);
  const content = state.wording === "guide"
    ? [button("Sign in as current user", true, start), button(elsewhere, false, () => {})]
    : [h("div", { role: "radiogroup", "aria-label": "Select test user" },
        choice("current", "Sign in as current user", true),
        choice("other", `${elsewhere} (requires browser extension)`, false)),
      button("Test sign in", true, start)];
  openPane({
    title: `Test single sign-on with ${state.application.name}`,
    content: h("div", { class: "ext-ad-test" },
      h("div", { class: "ext-ad-heading", role: "heading", "aria-level": "3" }, "Testing sign in"),
      h("div", { class: "ext-ad-text" }, "Test single sign-on by signing in here. If the sign-in fails, paste the ",
        "error below to get resolution guidance."),
      ...content,
      h("div", { class: "ext-ad-heading", role: "heading", "aria-level": "3" }, "Resolving errors"),
      h("textarea", { class: "azc-input", rows: "5", "aria-label": "What does the error look like?" }),
      button("Get resolution guidance", false, () => {})),
  });
}
