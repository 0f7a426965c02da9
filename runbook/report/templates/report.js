"use strict";
// Everything is there without this script; it adds the slider, the large view and the filter.
document.documentElement.classList.add("scripted");
document.addEventListener("DOMContentLoaded", () => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);

  // Before and after
  for (const compare of all(".compare")) {
    if (all(".shot", compare).length < 2) continue;
    const range = one("input", compare);
    const show = () => {
      compare.style.setProperty("--at", `${range.value}%`);
      range.setAttribute("aria-valuetext", `${range.value} % before`);
    };
    const choose = mode => {
      compare.classList.toggle("slid", mode === "slide");
      for (const button of all("[data-mode]", compare)) button.setAttribute("aria-pressed", String(button.dataset.mode === mode));
    };
    range.addEventListener("input", show);
    for (const button of all("[data-mode]", compare)) button.addEventListener("click", () => choose(button.dataset.mode));
    choose("slide");
    show();
  }

  // The large view
  const dialog = one("dialog");
  const figures = all("figure[id]").filter(figure => one(".shot", figure));
  figures.sort((left, right) => left.dataset.number - right.dataset.number);
  let at = 0;
  const show = index => {
    at = (index + figures.length) % figures.length;
    const figure = figures[at];
    const drawing = one(".shot", figure);
    const picture = document.createElement("img");
    picture.src = document.querySelector(one("use", drawing).getAttribute("href")).getAttribute("href");
    picture.alt = drawing.getAttribute("aria-label");
    const marks = drawing.cloneNode(true);
    one("use", marks).remove();
    marks.removeAttribute("role");
    marks.removeAttribute("aria-label");
    marks.setAttribute("aria-hidden", "true");
    one(".frame", dialog).replaceChildren(picture, marks);
    one("h2", dialog).textContent = one(".what", figure).textContent;
    one(".nth", dialog).textContent = `${at + 1} of ${figures.length}`;
    one(".caption", dialog).replaceChildren(...one(".more", figure).cloneNode(true).childNodes);
  };
  const open = figure => {
    const index = figures.findIndex(each => each.dataset.number === figure.dataset.number);
    if (index < 0) return;
    show(index);
    dialog.showModal();
  };
  for (const button of all(".open")) button.addEventListener("click", () => open(button.closest("figure")));
  for (const link of all(".timeline a")) {
    link.addEventListener("click", event => {
      const figure = one(link.getAttribute("href"));
      if (!figure || !one(".shot", figure)) return;
      event.preventDefault();
      open(figure);
    });
  }
  for (const button of all("[data-go]", dialog)) button.addEventListener("click", () => show(at + Number(button.dataset.go)));
  one("[data-close]", dialog).addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", event => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    show(at + step);
  });

  // The timeline
  const rows = all(".timeline tbody tr").map(row => [row, row.textContent.toLowerCase()]);
  const filter = () => {
    const text = one("#filter-text").value.trim().toLowerCase();
    const portal = one("#filter-portal").value;
    const place = one("#filter-place").value;
    const writes = one("#filter-writes").checked;
    let left = 0;
    for (const [row, words] of rows) {
      row.hidden =
        !words.includes(text) ||
        (portal !== "" && row.dataset.portal !== portal) ||
        (place !== "" && row.dataset.place !== place) ||
        (writes && !row.classList.contains("writes"));
      left += row.hidden ? 0 : 1;
    }
    one("#filter-count").textContent = left === rows.length ? `${left} lines` : `${left} of ${rows.length} lines`;
  };
  one(".filter").addEventListener("input", filter);
});
