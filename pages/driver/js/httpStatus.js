// The HTTP status that the document came with; 0 where the browser doesn't tell. For tabs that are only followed.
function httpStatus() {
  return performance.getEntriesByType("navigation")[0]?.responseStatus ?? 0;
}
