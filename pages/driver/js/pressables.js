// What can be pressed, by what the document says of it.
const pressables = "button, a, [role=button], input[type=button], input[type=submit]";
