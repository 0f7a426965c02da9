// The certificate field: a button over a hidden file input. The input is replaced after each use, and the
// ids count up with every render, as Monster UI's file upload does.

import { fragment } from "./ui.js";

let counter = 0;

function base64(buffer) {
  let binary = "";
  for (const byte of new Uint8Array(buffer)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/**
 * Draws the field. `held` are the lines that describe the stored certificate, or null if there is none.
 * Gives a function that says what to send: "keep", {name, content}, or null when there is no file.
 */
export function certificateField(container, held) {
  let value = held ? "keep" : null;

  const draw = (lines) => {
    counter += 1;
    const box = fragment("upload");
    const input = box.querySelector("input");
    const button = box.querySelector("button");
    box.id = `file_upload_wrapper_${counter}`;
    input.id = `file_upload_file_${counter}`;
    button.id = `file_upload_button_${counter}`;
    button.disabled = Boolean(lines);
    box.querySelector(".file-name").innerText = lines?.join("\n") ?? "";
    box.querySelector(".uploaded-file").hidden = !lines;
    button.addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      const [file] = input.files;
      if (!file) return;
      const reader = new FileReader();
      reader.addEventListener("load", () => {
        value = { name: file.name, content: base64(reader.result) };
        draw([file.name]);
      });
      reader.readAsArrayBuffer(file);
    });
    box.querySelector(".trash-badge").addEventListener("click", () => {
      value = null;
      draw(null);
    });
    container.replaceChildren(box);
  };

  draw(held);
  return () => value;
}
