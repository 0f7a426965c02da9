// The smallest block around what is drawn at a point that has something to press, unless it holds the target.
/* global words */
function coverBlock(hit, target) {
  const pressed = "button, [role=button], a", pressable = [pressed, ...words.closerHooks].join(", ");
  let block = hit.closest(pressed)?.parentElement ?? hit;
  // A shade over the whole window belongs to the dialog that was opened last.
  const box = hit.getBoundingClientRect(), dialogs = [...document.querySelectorAll(
    "[role=dialog], [role=alertdialog], [aria-modal=true], dialog[open]")].filter(one => one.checkVisibility());
  // A dialog may be no more than a block that lies over the page.
  for (const one of document.querySelectorAll(words.dialogHooks.join(", ")))
    if (one.checkVisibility() && /fixed|absolute/.test(getComputedStyle(one).position)
      && one.querySelector(pressable + ", svg") && one.clientWidth < innerWidth - 2) dialogs.push(one);
  const shade = box.width >= innerWidth - 2 && box.height >= innerHeight - 2 && !hit.innerText.trim();
  const last = dialogs[dialogs.length - 1];
  if (shade && last && !last.contains(hit) && !last.contains(target) && !hit.contains(last)) return last;
  while (block && !block.contains(target) && !block.querySelector(pressable)) block = block.parentElement;
  return block && !block.contains(target) ? block : null;
}
