// Goes before a stand-in's own scripts, which call `renamed_append` and the like instead of `append` (see renamed.py).
// They go on saying the names that they know; the page has others. Nobody else's scripts are translated: what the
// bot asks of the page is answered with the page as it is.
function renamed(seed, wraps, kept) {
  const MADE = /^x[0-9a-f]{8}$/;
  const NAMING = new Set(["class", "id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"]);
  const FIELDS = "input:not([type=button], [type=submit], [type=checkbox], [type=radio]), select, textarea";
  const ROLES = ["button", "checkbox", "combobox", "link", "menuitem", "option", "radio", "switch", "tab"];
  const CONTROLS = ["a", "button", "input:not([type=hidden])", "label", "select", "textarea",
    ...ROLES.map((role) => `[role=${role}]`)].join();

  // As `Names.code` in renamed.py has it.
  function code(name) {
    if (MADE.test(name) || kept.includes(name)) return name;
    let hash = 0x811c9dc5;
    for (const letter of `${seed} ${name}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
    return `x${hash.toString(16).padStart(8, "0")}`;
  }

  const codes = (names) => String(names).replace(/\S+/g, code);
  const attribute = (name) => (name.startsWith("data-") && !kept.includes(name) ? `data-${code(name)}` : name);
  // A property of `dataset` is called like its attribute; all have one word here.
  const key = (name) => attribute(`data-${name}`).slice("data-".length);

  function selector(text) {
    return text.replace(/"[^"]*"|([.#])([A-Za-z_][\w-]*)|\[(data-[\w-]+)/g, (all, sign, name, data) => {
      if (data) return `[${attribute(data)}`;
      return sign ? sign + code(name) : all;
    });
  }

  // What is drawn by the order of its parts, as the switch is: they stay where they are.
  const WHOLE = `.${code("monster-switch")} *, .${code("monster-checkbox")} *`;
  const wrappers = new WeakSet();
  const fresh = [];
  let count = 0;

  function outer(node) {
    let found = node;
    while (wrappers.has(found.parentNode)) found = found.parentNode;
    return found;
  }

  // One element around a control, or two. They have no box until it is known what the page would look like with one.
  function shell() {
    count += 1;
    const made = Array.from({ length: 1 + (count % 2) }, () => document.createElement("div"));
    made.reduce((one, other) => (one.append(other), other));
    for (const one of made) {
      one.style.display = "contents";
      wrappers.add(one);
    }
    if (count % 3) fresh.push(made);
    return made;
  }

  // A thing as it goes into the page: a control within its wrappers.
  function wrapped(thing) {
    if (!wraps || !(thing instanceof Element) || !thing.matches(CONTROLS) || thing.matches(WHOLE)) return thing;
    if (outer(thing) === thing && !thing.parentNode) shell().at(-1).append(thing);
    return outer(thing);
  }

  function wrapAllIn(copy) {
    for (const control of wraps ? copy.querySelectorAll(CONTROLS) : []) {
      if (control.matches(WHOLE)) continue;
      const made = shell();
      control.before(made[0]);
      made.at(-1).append(control);
    }
  }

  // How a wrapper is drawn if it has a box.
  function display(control, place) {
    const own = getComputedStyle(control);
    const around = getComputedStyle(place).display;
    if (own.display === "none" || own.position === "absolute" || own.position === "fixed") return "contents";
    if (around.endsWith("grid")) return "contents";
    if (around.endsWith("flex")) return "flex";
    return control.matches(FIELDS) || !own.display.startsWith("inline") ? "block" : "inline-block";
  }

  // Gives wrappers a box where a person sees no difference.
  function settle() {
    for (const made of fresh.splice(0)) {
      const control = made.at(-1).firstElementChild;
      if (!made[0].isConnected) fresh.push(made);
      if (!made[0].isConnected || !control) continue;
      const draw = (how) => made.forEach((one) => { one.style.display = how; });
      const box = () => JSON.stringify(control.getBoundingClientRect());
      const before = box();
      draw(display(control, made[0].parentElement));
      if (box() !== before) draw("contents");
    }
  }

  new MutationObserver(settle).observe(document, { childList: true, subtree: true });

  const METHODS = {
    querySelector: (node, text) => node.querySelector(selector(text)),
    querySelectorAll: (node, text) => node.querySelectorAll(selector(text)),
    matches: (node, text) => node.matches(selector(text)),
    closest: (node, text) => node.closest(selector(text)),
    getElementById: (node, name) => node.getElementById(code(name)),
    getAttribute: (node, name) => node.getAttribute(attribute(name)),
    setAttribute: (node, name, value) => node.setAttribute(attribute(name), NAMING.has(name) ? codes(value) : value),
    append: (node, ...things) => node.append(...things.map(wrapped)),
    prepend: (node, ...things) => node.prepend(...things.map(wrapped)),
    replaceChildren: (node, ...things) => node.replaceChildren(...things.map(wrapped)),
    after: (node, ...things) => outer(node).after(...things.map(wrapped)),
    remove: (node) => outer(node).remove(),
    cloneNode(node, deep) {
      const copy = node.cloneNode(deep);
      // What a template holds has no wrappers yet; a copy of what is drawn has.
      if (node.ownerDocument !== document) wrapAllIn(copy);
      return copy;
    },
  };

  const PROPERTIES = {
    id: { get: (node) => node.id, set: (node, name) => { node.id = code(name); } },
    htmlFor: { get: (node) => node.htmlFor, set: (node, name) => { node.htmlFor = code(name); } },
    className: { get: (node) => node.className, set: (node, names) => { node.className = codes(names); } },
    parentElement: { get: (node) => outer(node).parentElement },
    classList: {
      get: ({ classList }) => ({
        add: (...names) => classList.add(...names.map(code)),
        remove: (...names) => classList.remove(...names.map(code)),
        toggle: (name, ...on) => classList.toggle(code(name), ...on),
        contains: (name) => classList.contains(code(name)),
      }),
    },
    dataset: {
      get: ({ dataset }) => new Proxy(dataset, {
        get: (real, name) => real[key(name)],
        set: (real, name, value) => { real[key(name)] = value; return true; },
      }),
    },
  };

  // On everything, since a script's `x.id` may be an element's or an account's. What is no node answers as ever.
  for (const [name, act] of Object.entries(METHODS)) {
    Object.defineProperty(Object.prototype, `renamed_${name}`, {
      value(...given) {
        return this instanceof Node ? act(this, ...given) : this[name](...given);
      },
    });
  }
  for (const [name, { get, set }] of Object.entries(PROPERTIES)) {
    Object.defineProperty(Object.prototype, `renamed_${name}`, {
      get() {
        return this instanceof Node ? get(this) : this[name];
      },
      set(value) {
        if (this instanceof Node) set(this, value);
        else this[name] = value;
      },
    });
  }
}
