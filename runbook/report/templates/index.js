const field = document.getElementById("words");
const rows = [...document.querySelectorAll("tbody tr")].map(row => ({ row, text: row.textContent.toLowerCase() }));
function filter() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const { row, text } of rows) row.hidden = !words.every(word => text.includes(word));
  const shown = rows.filter(({ row }) => !row.hidden).length;
  document.querySelector("output").textContent = `${shown} of ${rows.length} runs`;
}
field.addEventListener("input", filter);
document.getElementById("filter").hidden = rows.length === 0;
filter();
