// Reads an element as a person would: what is visible, in the order of the document, as a list of
// {kind, text, name}: kind is "text", "value" (of a field; name is its label) or "button" (name as "text"). A text has its
// letters, too: all that is in the document, but for elements that hold nothing but what icon fonts draw. So has a button.
/* global clean, letters, passable, words */
function reader(root) {
  const tokens = [];
  const icon = /^[\s\ue000-\uf8ff]*[\ue000-\uf8ff][\s\ue000-\uf8ff]*$/;
  let line = "", exact = "", last = null;
  // Marks without a width are not read either.
  const read = text => clean((text || "").replace(/[\u200b-\u200f\ufeff]/g, " "));
  const flush = () => {
    const text = whole(read(line), last);
    if (text) tokens.push({ kind: "text", text, name: "", letters: text === read(line) ? exact : "" });
    line = exact = "";
  };
  const attributes = [...words.titleAttributes, ...words.valueAttributes];
  const cut = text => text.split(/\u2026|\.\.\./), shortest = 4, highest = 4;
  const cuts = block => read(block.innerText).split(" ").filter(word => cut(word).length > 1).length;
  // What is cut short may stand whole in what holds it, or on its 'Copy' button: in its row, where nothing else is cut.
  const whole = (text, element) => {
    const parts = cut(text);
    if (parts.length !== 2 || /\s/.test(text) || parts[0].length < shortest) return text;
    for (let block = element, up = 0; block && up < highest && cuts(block) <= 1; block = block.parentElement, up++) {
      const found = new Set([block, ...block.querySelectorAll("*")].flatMap(one => attributes
        .map(name => read(one.getAttribute(name))).concat(one.matches("input[type=hidden]") ? one.value : [])
        .filter(said => said !== read(one.innerText)).flatMap(said => said.split(" "))
        .filter(said => said.length > parts.join("").length && said.startsWith(parts[0]) && said.endsWith(parts[1]))));
      if (found.size === 1) return [...found][0];
      if (found.size || block.matches("tr, li, dd, td, [role=row], [role=listitem]")) return text;
    }
    return text;
  };
  const named = element => {
    const ids = (element.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean);
    const by = ids.map(id => element.getRootNode().getElementById?.(id)?.textContent || "").join(" ");
    const labels = [...(element.labels || [])].map(label => label.textContent).join(" ");
    return read(element.getAttribute("aria-label") || by || labels || element.getAttribute("placeholder")
      || element.getAttribute("title"));
  };
  // A value that is cut short in the text ('https://login.micro…') stands whole in its title.
  const uncut = element => {
    const wholes = words.titleAttributes.map(name => read(element.getAttribute(name))).filter(Boolean);
    const parts = wholes.length ? read(element.innerText).split(/\u2026|\.\.\./) : [];
    return parts.length === 2 && wholes.find(
      whole => whole.length > parts.join("").length && whole.startsWith(parts[0]) && whole.endsWith(parts[1]));
  };
  // What is drawn with a gap is a word of its own, as a 'Copy' right behind an address.
  const space = (node, side) => {
    const style = getComputedStyle(node), least = 4;
    const gap = [`margin${side}`, `border${side}Width`, `padding${side}`].reduce((sum, name) => sum + (parseFloat(style[name]) || 0), 0);
    if (style.display === "contents" || gap < least) return;
    line += " ";
    exact += " ";
  };
  const walk = node => {
    if (node.nodeType === Node.TEXT_NODE) {
      line += node.data;
      exact += icon.test(node.parentElement?.textContent ?? "") ? " " : node.data;
      if (node.data.trim()) last = node.parentElement;
      return;
    }
    if (!(node instanceof Element)) return;
    if (/^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|IFRAME|SVG)$/i.test(node.tagName)) return;
    if (node.getAttribute("role") === "tooltip") return;
    if (getComputedStyle(node).display !== "contents" && node.tagName !== "BR" && !passable(node) && node !== root) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName)) {
      flush();
      const type = (node.type || "").toLowerCase();
      if (type === "submit" || type === "button") tokens.push({ kind: "button", text: read(node.value), name: "" });
      else if (!/^(password|checkbox|radio|file|hidden)$/.test(type))
        tokens.push({ kind: "value", text: whole(read(node.value), node), name: named(node) });
      return;
    }
    if (node.tagName === "BUTTON" || node.getAttribute("role") === "button") {
      flush();
      const text = read(node.innerText) || named(node);
      if (text) tokens.push({ kind: "button", text, name: "", letters: letters(node).join(" ") });
      return;
    }
    const said = uncut(node);
    if (said) { flush(); line = exact = said; flush(); return; }
    const block = node.tagName === "BR" || !getComputedStyle(node).display.startsWith("inline");
    if (block) flush(); else space(node, "Left");
    for (const child of (node.shadowRoot || node).childNodes) walk(child);
    if (block) flush(); else space(node, "Right");
  };
  walk(root);
  flush();
  return tokens;
}
