// Scrolls every list that goes on below, or else the page; says whether it could. How far: by the better part of what
// is in sight ("step"), to its end ("far"), or not at all ("look").
/* global everything, shown */
function scroll(how) {
  const lists = everything(document).filter(one =>
    one.scrollHeight > one.clientHeight + 4 && one.clientHeight > 60 && one !== document.documentElement
    && one !== document.body && /auto|scroll/.test(getComputedStyle(one).overflowY) && shown(one)
    && one.scrollTop + one.clientHeight < one.scrollHeight - 2);
  if (how === "look") return lists.length > 0 || (!/hidden|clip/.test(getComputedStyle(document.body).overflowY)
    && document.scrollingElement.scrollTop + innerHeight < document.scrollingElement.scrollHeight - 2);
  for (const list of lists) list.scrollTop = how === "far" ? list.scrollHeight : list.scrollTop + list.clientHeight * 0.8;
  if (lists.length) return true;
  const page = document.scrollingElement, from = page.scrollTop;
  if (/hidden|clip/.test(getComputedStyle(document.body).overflowY)) return false;
  page.scrollTop = how === "far" ? page.scrollHeight : from + innerHeight * 0.8;
  return page.scrollTop > from;
}
