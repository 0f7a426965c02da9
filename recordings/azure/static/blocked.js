// 'More details' of the Conditional Access page.
const link = document.getElementById("moreDetails");
link.addEventListener("click", (event) => {
  event.preventDefault();
  const details = document.getElementById("details");
  details.hidden = !details.hidden;
  link.setAttribute("aria-expanded", String(!details.hidden));
});
