// The HTTP status with which the document came; 0 where the browser doesn't tell.
function httpStatus() {
  return performance.getEntriesByType("navigation")[0]?.responseStatus ?? 0;
}
