// Resolves once the document has changed and has been quiet for a moment, or when the time is over.
function changed([most, settle]) {
  return new Promise(resolve => {
    const events = ["transitionend", "animationend", "input", "load"];
    const end = () => {
      watcher.disconnect();
      for (const name of events) document.removeEventListener(name, soon, true);
      resolve();
    };
    const soon = () => setTimeout(end, settle);
    const watcher = new MutationObserver(soon);
    watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    for (const name of events) document.addEventListener(name, soon, true);
    setTimeout(end, most);
  });
}
