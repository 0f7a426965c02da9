// The next larger block around one that lies over something, as long as that lies over it too; null if there is none.
/* global flat */
function coverAround(cover, target) {
  const block = flat.parent(cover);
  return block && block !== document.body && !flat.contains(block, target) ? block : null;
}
