// The portal around the apps: top bar, the address, masquerading, sign-out, keyboard shortcuts.

import { accountMenu } from "./accounts.js";
import { ToldError, call, send } from "./api.js";
import { APPS } from "./apps.js";
import { confirm, fragment, surveys, toast, tour } from "./ui.js";

const DEFAULT_APP = "phone-system";
const ACCOUNT_MENU_COMES = 1500;
const ROUTE = /^#\/apps\/([a-z]+(?:-[a-z]+)*)[^?]*\??(.*)$/;

let portal = null;

window.addEventListener("hashchange", () => portal?.followAddress());
document.addEventListener("keydown", (event) => portal?.shortcut(event));

class Portal {
  constructor(main, session, signedOut) {
    this.main = main;
    this.home = session.account;
    this.account = session.account;
    this.username = session.username;
    this.elsewhere = session.masquerades_as;
    this.behaviour = session.behaviour;
    this.signedOut = signedOut;
    this.app = null;
    this.frame = fragment("shell");
    main.replaceChildren(this.frame);
    this.menu = accountMenu(this);
    const on = (id, handler) => this.find(`#${id}`).addEventListener("click", handler);
    on("main_topbar_brand", () => this.goHome());
    on("main_topbar_current_app", () => this.show(this.app));
    on("main_topbar_apploader_link", () => this.show("appstore"));
    on("main_topbar_account_toggle_link", () => this.toggleMenu());
    on("main_topbar_myaccount_link", () => toast("info", `Signed in as ${this.username}`));
    on("main_topbar_signout_link", () => this.signOut());
    this.frame.addEventListener("click", (event) => {
      // By the path, because a row that was clicked may have left the page by now.
      if (!event.composedPath().includes(this.find("#main_topbar_account_toggle"))) this.toggleMenu(false);
    });
    this.showAccount();
    if (this.behaviour.apps_first) {
      const menu = this.find("#main_topbar_account_toggle");
      menu.hidden = true;
      setTimeout(() => { menu.hidden = false; }, ACCOUNT_MENU_COMES);
    }
  }

  find(selector) {
    return this.frame.querySelector(selector);
  }

  get masquerading() {
    return this.account.id !== this.home.id;
  }

  showAccount() {
    this.find(".current-account-name").textContent = this.account.name;
    this.find("#main_topbar_account_toggle").classList.toggle("masquerading", this.masquerading);
    this.menu.refresh();
  }

  toggleMenu(open = undefined) {
    const opened = this.find("#main_topbar_account_toggle").classList.toggle("open", open);
    if (opened) this.menu.open();
    else this.menu.close();
  }

  /** Acts for another account from now on. */
  become(account) {
    if (account.id === this.account.id) return false;
    this.account = account;
    this.showAccount();
    if (this.masquerading) {
      toast("info", `You are now masquerading the account "${account.name}".`);
    } else {
      toast("info", "You are not masquerading anymore.");
    }
    return true;
  }

  /** What a click on an account in the tree does. The address stays as it is, even if it names another account. */
  jump(account) {
    this.toggleMenu(false);
    const there = account.id === this.home.id ? account : this.elsewhere ?? account;
    if (this.become(there)) this.draw(this.app);
  }

  goHome() {
    this.become(this.home);
    this.show(DEFAULT_APP);
  }

  /** Opens an app for the current account. */
  show(name) {
    const address = `#/apps/${name}`;
    if (location.hash !== address) history.pushState(null, "", address);
    this.draw(name);
  }

  draw(name) {
    this.app = name;
    const shown = this.find("#main_topbar_current_app_name");
    shown.textContent = APPS[name].title;
    shown.dataset.name = name;
    APPS[name].draw(this.find("#monster_content"), this);
  }

  /** Follows the address: its app, and the account after `m=`. Without `m` the account stays. */
  async followAddress() {
    const [, name, query] = ROUTE.exec(location.hash) ?? [];
    if (!name || !APPS[name]) {
      this.show(DEFAULT_APP);
      return;
    }
    const wanted = new URLSearchParams(query).get("m");
    if (wanted && /^[0-9a-f]{32}$/i.test(wanted) && wanted !== this.account.id) {
      const address = `/v2/accounts/${wanted.toLowerCase()}`;
      try {
        const ask = async () => (await send("GET", address)).content;
        const { data } = await (this.behaviour.quiet_refusals ? ask() : call("GET", address));
        if (portal !== this) return;
        if (data?.id) this.become(this.elsewhere ?? data);
      } catch (error) {
        if (!(error instanceof ToldError)) throw error;
        if (portal !== this) return;
      }
    }
    this.draw(name);
  }

  async signOut({ ask = true } = {}) {
    if (ask && !(await confirm("", "Are you sure that you want to log out?"))) return;
    await call("DELETE", "/v2/user_auth").catch(() => {});
    portal = null;
    history.replaceState(null, "", "#/");
    this.signedOut();
  }

  shortcut(event) {
    if (event.target.closest("input, select, textarea, .ui-dialog") || !this.frame.isConnected) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "a") this.toggleMenu();
    if (event.key === "M" && this.masquerading) this.jump(this.home);
    if (event.key === "L") this.signOut({ ask: false });
  }
}

/** Draws the portal of a session and opens the app that the address names. */
export function openPortal(main, session, signedOut) {
  document.querySelectorAll(".ui-dialog, .ui-widget-overlay, .tour-overlay, .survey-overlay").forEach((ghost) => ghost.remove());
  portal = new Portal(main, session, signedOut);
  surveys.wanted = session.survey;
  portal.followAddress();
  if (session.tour) tour("Take a quick tour of the new Phone System App?");
}
