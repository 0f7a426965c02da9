// Whether the document and all that belongs to it is loaded.
function isLoaded() {
  return document.readyState === "complete";
}
