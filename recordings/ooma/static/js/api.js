// Requests to the portal's data interface, with what Monster UI does around each of them.

import { alert, apiError } from "./ui.js";

let running = 0;
let appear;
let vanish;
let expired = false;
let toSignIn = () => {};

/** Says what to do when the session is gone. */
export function onSessionExpired(handler) {
  toSignIn = handler;
}

function progress(step) {
  running += step;
  const indicator = () => document.querySelector(".progress-indicator");
  if (step > 0 && running === 1) {
    clearTimeout(vanish);
    appear = setTimeout(() => indicator()?.classList.add("active"), 250);
  }
  if (running === 0) {
    clearTimeout(appear);
    vanish = setTimeout(() => indicator()?.classList.remove("active"), 50);
  }
}

/** Sends a request; gives status and body whatever they are. Throws when no answer comes. */
export async function send(verb, url, data) {
  progress(1);
  try {
    const headers = data === undefined ? {} : { "Content-Type": "application/json" };
    const body = data === undefined ? undefined : JSON.stringify(data);
    const response = await fetch(url, { method: verb, headers, body });
    const text = await response.text();
    let content = { message: text };
    try {
      content = JSON.parse(text);
    } catch {
      // Not every failure speaks JSON.
    }
    return { status: response.status, content, text };
  } finally {
    progress(-1);
  }
}

/** An error that the user has already been told about. */
export class ToldError extends Error {
  shown = true;
}

/** What a form field has wrong, by field name. */
export class FieldsError extends Error {
  constructor(fields) {
    super("validation error");
    this.fields = fields;
  }
}

/** Sends a request of a signed-in user and gives the answer's body; failures are shown to the user. */
export async function call(verb, url, data) {
  let answer;
  try {
    answer = await send(verb, url, data);
  } catch (error) {
    apiError("The server could not be reached.", verb, url, String(error));
    throw new ToldError(String(error));
  }
  const { status, content, text } = answer;
  if (status < 300) return content;
  if (status === 401) {
    if (!expired) {
      expired = true;
      await alert("", "Your session expired. Close this popup to be redirected to the login page.");
      expired = false;
      toSignIn();
    }
    throw new ToldError("session expired");
  }
  if (status === 400 && content.data?.fields) throw new FieldsError(content.data.fields);
  apiError(content.message || `HTTP ${status}`, verb, url, text);
  throw new ToldError(content.message);
}
