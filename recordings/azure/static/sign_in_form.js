// What the views of the sign-in page share.

// How long the view model lags behind the field; a click before that is ignored, as drivers of the real page
// report ("same-tick" clicks never advance).
const SETTLES_AFTER = 250;

export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// The view model's side of a text field: it takes the value on a later task than the input event.
export class TextBinding {
  constructor(input) {
    this.value = input.value;
    this.pending = 0;
    input.addEventListener("input", () => {
      this.pending += 1;
      setTimeout(() => {
        this.value = input.value;
        this.pending -= 1;
      }, SETTLES_AFTER);
    });
  }

  get settled() {
    return this.pending === 0;
  }
}

export function form({ action = "#", onsubmit = () => {} }, ...children) {
  return h("form", { name: "f1", id: "i0281", method: "post", action, novalidate: true, spellcheck: "false",
    autocomplete: "off", onsubmit: (event) => { event.preventDefault(); onsubmit(); } }, ...children);
}

export function button(id, value, more = {}) {
  return h("input", { type: "submit", id, value, ...more,
    class: "win-button button_primary button ext-button primary ext-primary" });
}

export function hiddenFields(config, more) {
  const fields = { canary: config.canary, ctx: config.sCtx, hpgrequestid: config.sessionId,
    flowToken: config.sFT, ...more };
  const holder = document.createDocumentFragment();
  for (const [name, value] of Object.entries(fields)) holder.append(h("input", { type: "hidden", name, value }));
  return holder;
}

export function problem(holder, input, id, text) {
  holder.replaceChildren(h("div", { id, class: "alert alert-error ext-error" }, text));
  input.classList.add("has-error", "ext-has-error");
  input.setAttribute("aria-invalid", "true");
  input.focus();
}

export function show(view, focused = null) {
  const box = document.getElementById("lightbox");
  const logo = h("div", { class: "logo", role: "img", "aria-label": "Organization sign-in (stand-in)" });
  box.replaceChildren(logo, view);
  if (focused) setTimeout(() => focused.focus(), 60);
}

export const finish = {
  // A bar at the box's upper edge while something is under way; the form stays as it is.
  busy() {
    const bar = h("div", { class: "progress", role: "progressbar" });
    document.getElementById("lightbox").prepend(bar);
    return () => bar.remove();
  },

  async send(address, body) {
    try {
      const answer = await fetch(address, { method: "POST", body: JSON.stringify(body),
        headers: { "Content-Type": "application/json" } });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  },

  post(view) {
    if (view.dataset.sent) return;
    view.dataset.sent = "true";
    if (!view.isConnected) document.body.append(view);
    this.busy();
    HTMLFormElement.prototype.submit.call(view);
  },
};
