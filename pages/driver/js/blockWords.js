// Everything that a block says: its text, its tooltips, and what its fields hold, the chosen file's name included.
// Text that is cut short may stand whole in a tooltip.
function blockWords(block) {
  const ofOne = one => [
    one.getAttribute("title"), one.getAttribute("data-original-title"),
    one.matches("input:not([type=password]):not([type=file])") ? one.value : "",
    // The browser's own file control draws the file's name itself.
    one.matches("input[type=file]") && one.getBoundingClientRect().width > 1 ? one.files[0]?.name : "",
  ];
  return [block.innerText, ...[...block.querySelectorAll("*")].flatMap(ofOne)].filter(Boolean).join(" \n ");
}
