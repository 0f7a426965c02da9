// Whether the document is loaded, with everything that belongs to it. For tabs that are only followed.
function isLoaded() {
  return document.readyState === "complete";
}
