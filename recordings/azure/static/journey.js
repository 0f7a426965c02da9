// Blades in the shell. Those that were left stay in the document, parked to the left of the window.
import { h, icon, loading, nextId } from "./dom.js";

const PARKED = 3;

export class Journey {
  constructor() {
    this.element = h("div", { class: "fxs-journey-layout" });
    this.current = null;
  }

  // Parks what is open and opens a blade whose title isn't known yet.
  open(closed) {
    if (this.current) this.park(this.current.element);
    const title = h("h1", { class: "fxs-blade-title-titleText", id: nextId("blade") }, "");
    const subtitle = h("div", { class: "fxs-blade-title-subtitleText" }, "");
    const close = h("button", { type: "button", class: "fxs-blade-close", title: "Close",
      "aria-label": "Close content 'undefined'", onclick: closed }, icon("\uE711"));
    const menuPlace = h("div", { class: "fxs-blade-menu" });
    const content = h("div", { class: "fxs-blade-content-container-details" }, loading());
    const element = h("section", { class: "fxs-blade", "aria-labelledby": title.id },
      h("div", { class: "fxs-blade-header" }, h("div", {}, title, subtitle), close),
      h("div", { class: "fxs-blade-body" }, menuPlace, content));
    this.element.append(element);
    this.current = {
      element,
      content,
      menuPlace,
      name(text, below = "") {
        title.textContent = text;
        subtitle.textContent = below;
        close.setAttribute("aria-label", `Close content '${text}'`);
        document.title = `${text} - Microsoft Azure`;
      },
    };
    return this.current;
  }

  park(element) {
    element.classList.add("fxs-blade-parked");
    const parked = this.element.querySelectorAll(".fxs-blade-parked");
    for (const old of [...parked].slice(0, Math.max(0, parked.length - PARKED))) old.remove();
  }

  // Puts a blade that is parked already before the open one.
  prepend(element) {
    element.classList.add("fxs-blade-parked");
    this.element.prepend(element);
  }

  home() {
    if (this.current) this.park(this.current.element);
    this.current = null;
    const place = h("div", { class: "fxs-home-place" });
    this.element.querySelector(".fxs-home-place")?.remove();
    this.element.append(place);
    return place;
  }

  leaveHome() {
    this.element.querySelector(".fxs-home-place")?.remove();
  }
}
