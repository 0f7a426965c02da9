// Notes what can be pressed before a press, and says how often each name of it is on screen.
() => {
  SHOWN
  const every = [...document.querySelectorAll(PRESSABLES)], names = [];
  window.__seen = new WeakSet(every);
  for (const one of every.filter(shown))
    names.push((one.innerText || one.value || one.getAttribute("aria-label") || one.title || "")
      .replace(/[\ue000-\uf8ff]/g, " ").replace(/\s+/g, " ").trim());
  return names;
}
