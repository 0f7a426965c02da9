// How a person knows a thing again though it was drawn anew: by what it is called, and where it stands.
/* global called */
function stand(element) {
  const { left, top } = element.getBoundingClientRect();
  return { called: called(element), left, top };
}
