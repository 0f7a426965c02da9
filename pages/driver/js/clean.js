// Words in one line, without what icon fonts draw.
function clean(text) {
  return (text || "").replace(/[\ue000-\uf8ff]/g, " ").replace(/\s+/g, " ").trim();
}
