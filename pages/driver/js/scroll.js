// Scrolls every list that goes on below by the better part of its height, or else the page; says whether it could.
/* global shown */
function scroll() {
  const lists = [...document.querySelectorAll("*")].filter(one =>
    one.scrollHeight > one.clientHeight + 4 && one.clientHeight > 60 && one !== document.documentElement
    && one !== document.body && /auto|scroll/.test(getComputedStyle(one).overflowY) && shown(one)
    && one.scrollTop + one.clientHeight < one.scrollHeight - 2);
  for (const list of lists) list.scrollTop += list.clientHeight * 0.8;
  if (lists.length) return true;
  const page = document.scrollingElement, from = page.scrollTop;
  if (/hidden|clip/.test(getComputedStyle(document.body).overflowY)) return false;
  page.scrollTop += innerHeight * 0.8;
  return page.scrollTop > from;
}
