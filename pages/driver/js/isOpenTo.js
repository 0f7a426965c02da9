// Whether a point of an element is in sight, unless something is drawn over it: nothing has been scrolled away there.
/* global cutters */
function isOpenTo(element, x, y) {
  const holds = ({ left, top, right, bottom }) => x >= left && x <= right && y >= top && y <= bottom;
  const root = one => one === document.body || one === document.documentElement;
  return holds({ left: 0, top: 0, right: innerWidth, bottom: innerHeight })
    && cutters(element).every(one => root(one) || holds(one.getBoundingClientRect()));
}
