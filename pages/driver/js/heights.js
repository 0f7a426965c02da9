// Between which heights of its frame something stands, and whether that is in the frame's sight.
function heights(target) {
  const { top, bottom } = target.getBoundingClientRect();
  return [[top, bottom], top >= 0 && bottom <= innerHeight];
}
