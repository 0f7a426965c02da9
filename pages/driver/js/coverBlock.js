// The smallest block around what is drawn at a point that has something to press, unless it holds the target.
/* global flat, words */
function coverBlock(hit, target) {
  const pressed = "button, [role=button], a", pressable = [pressed, ...words.closerHooks].join(", ");
  const press = flat.closest(hit, pressed);
  let block = press ? flat.parent(press) : hit;
  // A shade over the whole window belongs to the dialog that was opened last.
  const box = hit.getBoundingClientRect(), dialogs = flat.all(document.body,
    "[role=dialog], [role=alertdialog], [aria-modal=true], dialog[open]").filter(one => one.checkVisibility());
  // A dialog may be no more than a block that lies over the page. Parts of the target's own dialog, such as its cross,
  // may be placed and called the same.
  const isPart = one => flat.closest(one, pressed) || dialogs.some(own => flat.contains(own, one) && flat.contains(own, target));
  for (const one of flat.all(document.body, words.dialogHooks.join(", ")))
    if (one.checkVisibility() && /fixed|absolute/.test(getComputedStyle(one).position) && !isPart(one)
      && flat.all(one, `${pressable}, svg`).length && one.clientWidth < innerWidth - 2) dialogs.push(one);
  const shade = box.width >= innerWidth - 2 && box.height >= innerHeight - 2 && !hit.innerText?.trim();
  const last = dialogs[dialogs.length - 1];
  if (shade && last && !flat.contains(last, hit) && !flat.contains(last, target) && !flat.contains(hit, last)) return last;
  const isOver = one => !flat.contains(one, target);
  while (block && isOver(block) && !flat.all(block, pressable).length) block = flat.parent(block);
  if (block && isOver(block)) return block;
  // What closes it may be in a document of its own, or be known only by its words.
  let whole = hit;
  while (whole.tagName !== "IFRAME" && flat.parent(whole) && isOver(flat.parent(whole))) whole = flat.parent(whole);
  return isOver(whole) ? whole : null;
}
