"use strict";
(() => {
const page = JSON.parse(document.getElementById("page").textContent);
const words = page.words;
const byId = (id) => document.getElementById(id);
const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
document.documentElement.classList.add("js");

// What was decided: events as they are written into the file, and for each item the decisions that hold.
const place = `zonewright-review:${page.doc}:${page.sha256}`;
const kept = recall();
const events = (Array.isArray(kept.events) ? kept.events : []).filter((one) => one && Object.hasOwn(page.items, one.item));
const batches = [];
let current = null;

function recall() {
  try { return JSON.parse(localStorage.getItem(place)) || {}; } catch { return {}; }
}
function remember() {
  try {
    localStorage.setItem(place, JSON.stringify({ by: byId("by").value, events }));
    byId("kept").textContent = words.kept_here;
  } catch { byId("kept").textContent = words.not_kept; }
  byId("lines").textContent = lines();
}
function lines() { return events.map((one) => `${JSON.stringify(one)}\n`).join(""); }
function same(one, other) { return one.verdict === other.verdict && one.by === other.by && one.on === other.on; }
function holding() {
  const held = new Map(Object.entries(page.done).map(([key, one]) => [key, [one]]));
  for (const one of events) {
    const stack = held.get(one.item) || [];
    held.set(one.item, stack);
    if (one.verdict === "undone") stack.pop();
    else if (!(stack.length === 1 && stack[0] === page.done[one.item] && same(stack[0], one))) stack.push(one);
  }
  return held;
}
let held = holding();
function now(key) { const stack = held.get(key); return stack && stack.length ? stack[stack.length - 1] : null; }
function today() {
  const day = new Date(), two = (number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
function event(key, verdict, more) {
  const { exact, prefix, suffix, eid, doc } = page.items[key].stands;
  return { item: key, verdict, by: byId("by").value.trim(), on: today(), exact, prefix, suffix, eid, doc, ...more };
}
function signed() {
  if (byId("by").value.trim()) return true;
  say(words.needs_name);
  byId("by").focus();
  return false;
}
function decide(keys, verdict, more = {}) {
  if (!keys.length || !signed()) return false;
  events.push(...keys.map((key) => event(key, verdict, more)));
  batches.push(keys);
  settle(keys);
  say(`${page.verdicts[verdict]}. ${told()}`);
  return true;
}
function undo(key) {
  let keys = [];
  if (key) {
    keys = now(key) ? [key] : [];
    for (const batch of batches) if (batch.includes(key)) batch.splice(batch.indexOf(key), 1);
  } else {
    while (batches.length && !keys.length) keys = batches.pop();
    if (!keys.length && current && now(current)) keys = [current];
  }
  if (!keys.length || !signed()) return;
  events.push(...keys.map((one) => event(one, "undone", {})));
  settle(keys);
  say(`${words.undo}. ${told()}`);
  select(keys[0], true);
}
function settle(keys) {
  held = holding();
  remember();
  keys.forEach(paint);
  progress();
}

// What the page shows.
function say(text) { byId("said").textContent = text; }
function told() {
  const decided = page.order.filter((key) => now(key)).length;
  return words.progress.replace("{n}", decided).replace("{m}", page.order.length);
}
function sureOnes() { return page.order.filter((key) => page.items[key].sure && !now(key)); }
function progress() {
  byId("told").textContent = told();
  byId("share").value = page.order.filter((key) => now(key)).length;
  const sure = sureOnes();
  byId("sure").hidden = !sure.length;
  byId("sure").textContent = words.sure.replace("{n}", sure.length);
}
function standing(one) {
  if (!one) return page.verdicts[""];
  const parts = [words.by_hand.replace("{verdict}", page.verdicts[one.verdict]).replace("{by}", one.by).replace("{on}", one.on)];
  if (one.reason) parts.push(page.reasons[one.reason] || one.reason);
  for (const [key, value] of Object.entries(one.change || {})) parts.push(`${words[key] || key} → ${listed(value)}`);
  if (one.note) parts.push(one.note);
  return named(parts.join(" · "));
}
function named(words) { return words.replace(/[^\P{C}\n\t]/gu, (one) => `<U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}>`); }
function listed(value) {
  if (!Array.isArray(value)) return String(value);
  return value.map((one) => (typeof one === "object" ? `${one.start}-${one.end}` : one)).join(", ");
}
function paint(key) {
  const one = now(key), state = one ? one.verdict : "suggested";
  for (const shown of places(key)) {
    shown.classList.remove("suggested", "accepted", "rejected", "edited");
    shown.classList.add(state);
  }
  const item = byId(`i-${key}`);
  item.querySelector(".state").textContent = standing(one);
  item.querySelector("[data-do=undo]").hidden = !one;
}
const shownAt = new Map();
for (const shown of all("[data-at],[data-item]")) {
  const key = shown.dataset.at || shown.dataset.item;
  shownAt.set(key, [...(shownAt.get(key) || []), shown]);
}
function places(key) { return shownAt.get(key) || []; }
function bring(pane, shown, whole) {
  if (!shown) return;
  if (getComputedStyle(pane).overflowY !== "auto") { if (whole) shown.scrollIntoView({ block: "nearest" }); return; }
  const inside = shown.getBoundingClientRect(), around = pane.getBoundingClientRect();
  if (inside.top < around.top || inside.bottom > around.bottom) pane.scrollTop += inside.top - around.top - around.height / 4;
}
function select(key, focus) {
  if (current) places(current).forEach((shown) => shown.classList.remove("current"));
  current = key;
  places(key).forEach((shown) => shown.classList.add("current"));
  bring(byId("text"), places(key).find((shown) => shown.dataset.at));
  const item = byId(`i-${key}`);
  bring(byId("cards"), item, focus);
  if (focus) item.focus({ preventScroll: true });
}

// Which items are shown, in what order, and which comes next.
const filters = new Set();
let sought = "";
function matches(key) {
  const item = byId(`i-${key}`);
  return !(filters.has("flagged") && item.dataset.flagged === "0") && !(filters.has("money") && item.dataset.money === "0")
    && !(filters.has("undecided") && now(key)) && (!sought || item.closest(".card").textContent.toLowerCase().includes(sought));
}
function filter() {
  let any = false;
  for (const card of all(".card")) {
    const items = all(".item", card), found = items.filter((item) => matches(item.dataset.item));
    card.hidden = !found.length;
    any = any || !card.hidden;
    for (const item of items) item.classList.toggle("aside", !card.hidden && !found.includes(item));
  }
  byId("nothing").hidden = any;
}
const cardsInText = all(".card");
function arrange() {
  const rank = new Map(page.order.map((key, number) => [key, number]));
  const first = (card) => Math.min(...all(".item", card).map((item) => rank.get(item.dataset.item)));
  const cards = byId("order").value === "text" ? cardsInText : [...cardsInText].sort((one, other) => first(one) - first(other));
  byId("cards").append(...cards);
}
function walk(step) {
  const order = byId("order").value === "text" ? all(".item").map((item) => item.dataset.item) : page.order;
  const shown = order.filter((key) => key === current || (!byId(`i-${key}`).closest(".card").hidden && matches(key)));
  const open = shown.filter((key) => key === current || !now(key));
  const line = open.length > 1 || (open.length && open[0] !== current) ? open : shown;
  if (!line.length) { say(words.nothing); return; }
  const at = line.indexOf(current);
  select(line[at < 0 ? 0 : (at + step + line.length) % line.length], true);
}

// Reasons and changes.
function askReason() { byId("why").showModal(); }
function reject(reason) {
  byId("why").close();
  if (decide([current], "rejected", { reason })) walk(1);
}
function element(name, more = {}, ...inside) {
  const made = Object.assign(document.createElement(name), more);
  made.append(...inside);
  return made;
}
function chosen(name, value) {
  const options = Object.entries(page.lists[name]).map(([id, said]) => element("option", { value: id, selected: id === value }, said));
  return element("label", {}, `${words[name]} `, element("select", { name }, ...options));
}
function written(name, value, more = {}) {
  const input = element("input", { name, value, maxLength: 60, autocomplete: "off" });
  if (more.list) input.setAttribute("list", more.list);
  return element("label", {}, `${words[name]} `, input);
}
function askChange() {
  const item = page.items[current], held = now(current);
  const parts = { ...item.parts, ...(held && held.change ? readable(item, held.change) : {}) };
  const inputs = byId("inputs");
  byId("change-words").textContent = named(item.stands.exact);
  byId("wrong").textContent = "";
  byId("note").value = "";
  if (item.kind === "condition") {
    inputs.replaceChildren(chosen("role", parts.role), chosen("op", parts.op), written("value", parts.value),
      written("unit", parts.unit, { list: "units" }), written("per", parts.per), written("metric", parts.metric));
  } else {
    const boxes = Object.entries(page.lists.instruments).map(([id, said]) => element("label", {},
      element("input", { type: "checkbox", name: "instruments", value: id, checked: parts.instruments.includes(id) }), ` ${said}`));
    inputs.replaceChildren(chosen("modality", parts.modality),
      element("fieldset", {}, element("legend", {}, words.instruments), ...boxes),
      element("label", {}, `${words.fields} (${words.fields_hint})`,
        element("textarea", { name: "fields", value: parts.fields.join("\n") })));
  }
  byId("change").showModal();
}
function readable(item, change) {
  const fields = change.fields && typeof change.fields[0] === "object"
    ? change.fields.map((one) => Array.from(item.stands.exact).slice(one.start - item.start, one.end - item.start).join("")) : change.fields;
  return fields ? { ...change, fields } : change;
}
const NUMBER = /^-?(\d{1,3}(,\d{3})+|\d{1,40})(\.\d{1,12})?$|^-?\d{1,20}\/[1-9]\d{0,19}$/;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
function readFigure(form, was) {
  const told = (name) => form.elements[name].value.trim();
  const now = { role: told("role"), op: told("op"), value: told("value"), unit: told("unit"), per: told("per"), metric: told("metric") };
  const ends = now.value.split("..").map((one) => one.trim());
  if (ends.length > 2 || !ends.every((one) => NUMBER.test(one) || DAY.test(one))) return [words.bad_value];
  if ((ends.length === 2) !== (now.op === "range")) return [words.bad_range];
  if (!ends.every((one) => DAY.test(one) === (now.unit === "date"))) return [words.bad_date];
  if (!page.units.includes(now.unit)) return [words.bad_unit];
  if (/[;=]/.test(now.per + now.metric)) return [words.bad_value];
  now.value = ends.map((one) => one.replaceAll(",", "")).join("..");
  const change = Object.fromEntries(Object.entries(now).filter(([key, value]) => value !== was[key]));
  if (["value", "unit", "op"].some((key) => key in change) && !byId("note").value.trim()) return [words.needs_note];
  return ["", change];
}
function readProvision(form, item) {
  const was = item.parts, change = {};
  const boxes = all("[name=instruments]:checked", form).map((box) => box.value);
  const instruments = [...was.instruments.filter((one) => boxes.includes(one)), ...boxes.filter((one) => !was.instruments.includes(one))];
  if (!instruments.length || instruments.length > page.most) return [words.most_instruments];
  if (form.elements.modality.value !== was.modality) change.modality = form.elements.modality.value;
  if (instruments.join() !== was.instruments.join()) change.instruments = instruments;
  const fields = form.elements.fields.value.split("\n").map((one) => one.trim()).filter(Boolean);
  if (fields.join("\n") !== was.fields.join("\n")) {
    const missing = fields.find((one) => !item.stands.exact.includes(one));
    if (missing) return [words.bad_field.replace("{v}", missing)];
    change.fields = fields.map((one) => {
      const start = item.start + Array.from(item.stands.exact.slice(0, item.stands.exact.indexOf(one))).length;
      return { start, end: start + Array.from(one).length };
    });
  }
  return ["", change];
}
function change() {
  const item = page.items[current], note = byId("note").value.trim();
  const [wrong, found] = item.kind === "condition" ? readFigure(byId("form"), item.parts) : readProvision(byId("form"), item);
  if (wrong || !Object.keys(found).length) { byId("wrong").textContent = wrong || words.no_change; return; }
  byId("change").close();
  if (decide([current], "edited", { ...(note ? { note } : {}), change: found })) walk(1);
}

// Keys, clicks, and what goes out.
const acts = {
  accept: () => { if (decide([current], "accepted")) walk(1); },
  reject: () => { if (signed()) askReason(); },
  edit: () => { if (signed()) askChange(); },
};
const keys = {
  a: () => current && acts.accept(), x: () => current && acts.reject(), e: () => current && acts.edit(), u: () => undo(),
  j: () => walk(1), ArrowDown: () => walk(1), k: () => walk(-1), ArrowUp: () => walk(-1),
  "/": () => byId("find").focus(), "?": () => byId("help").showModal(),
};
document.addEventListener("keydown", (pressed) => {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
  if (byId("why").open) {
    const button = all("[data-reason]")[Number(pressed.key) - 1];
    if (button) { pressed.preventDefault(); reject(button.dataset.reason); }
    return;
  }
  const typing = pressed.target instanceof Element && pressed.target.closest("input,textarea,select,dialog,pre");
  if (pressed.key === "Escape" && typing && !typing.closest("dialog")) pressed.target.blur();
  const scrolls = pressed.key.startsWith("Arrow") && pressed.target === byId("text");
  if (typing || scrolls || !Object.hasOwn(keys, pressed.key)) return;
  pressed.preventDefault();
  keys[pressed.key]();
});
document.addEventListener("click", (clicked) => {
  const item = clicked.target.closest("[data-item]"), button = clicked.target.closest("[data-do]");
  const at = clicked.target.closest("[data-at]"), link = clicked.target.closest("a[href^='#t-'],a[href^='#i-']");
  if (link) {
    clicked.preventDefault();
    select(link.getAttribute("href").slice(3), true);
  } else if (at && !String(getSelection())) select(at.dataset.at, true);
  else if (item) {
    select(item.dataset.item, !button);
    if (button && button.dataset.do === "undo") undo(current);
    else if (button) acts[button.dataset.do]();
  }
});
document.addEventListener("focusin", (focused) => {
  const item = focused.target.closest("[data-item]");
  if (item && item.dataset.item !== current) select(item.dataset.item, false);
});
for (const [kind, on] of [["mouseover", true], ["mouseout", false]]) {
  document.addEventListener(kind, (moved) => {
    const shown = moved.target instanceof Element && moved.target.closest("[data-at],[data-item]");
    if (shown) places(shown.dataset.at || shown.dataset.item).forEach((one) => one.classList.toggle("over", on));
  });
}
for (const button of all(".filter")) {
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    if (on) filters.add(button.dataset.filter); else filters.delete(button.dataset.filter);
    filter();
  });
}
for (const button of all("[data-reason]")) button.addEventListener("click", () => reject(button.dataset.reason));
byId("find").addEventListener("input", () => { sought = byId("find").value.trim().toLowerCase(); filter(); });
byId("order").addEventListener("change", arrange);
byId("by").addEventListener("change", remember);
byId("next").addEventListener("click", () => walk(1));
byId("previous").addEventListener("click", () => walk(-1));
byId("keys").addEventListener("click", () => byId("help").showModal());
byId("leave").addEventListener("click", () => byId("change").close());
byId("form").addEventListener("submit", (sent) => { sent.preventDefault(); change(); });
byId("sure").addEventListener("click", () => decide(sureOnes(), "accepted", { note: words.sure_note }));
byId("download").addEventListener("click", () => {
  const link = element("a", { href: URL.createObjectURL(new Blob([lines()], { type: "application/x-ndjson" })), download: `${page.doc}-decisions.jsonl` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});
byId("copy").addEventListener("click", async () => {
  try { await navigator.clipboard.writeText(lines()); say(words.copied); } catch { byId("lines").closest("details").open = true; getSelection().selectAllChildren(byId("lines")); }
});

byId("by").value = typeof kept.by === "string" ? kept.by : "";
byId("units").append(...page.units.map((value) => element("option", { value })));
for (const one of events) {
  if (one.verdict !== "undone") batches.push([one.item]);
  else for (let last = batches.length - 1; last >= 0; last -= 1) if (batches[last][0] === one.item) { batches.splice(last, 1); break; }
}
page.order.forEach(paint);
byId("lines").textContent = lines();
arrange();
progress();
const first = page.order.find((key) => !now(key));
if (first && !location.hash) select(first, false);
})();
