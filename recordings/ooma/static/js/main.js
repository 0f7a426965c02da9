// Entry point of the stand-in's single page: the sign-in page, or the portal of whoever is signed in.

import { onSessionExpired, send } from "./api.js";
import { openPortal } from "./shell.js";
import { signInPage } from "./sign-in.js";

const main = document.getElementById("main");

async function start() {
  const { status, content } = await send("GET", "/v2/user_auth");
  if (status === 200) openPortal(main, content.data, start);
  else signInPage(main, start);
}

onSessionExpired(start);
start();
