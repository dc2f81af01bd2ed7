// Coding works without this file: then words are pasted, and every save loads the page again.
// With it, words are selected in the text, one form is sent at a time, and a few keys help.
"use strict";

const coding = document.querySelector("[data-review]");
const pane = document.querySelector("[data-text]");
let active = null;

// Offsets of the text count code points, those of the browser UTF-16 units.
const points = (text) => Array.from(text).length;

// A paragraph's id is "t" and the code point at which it begins.
const placeOf = (line) => Number(line.id.slice(1));

function activate(form) {
  if (form && form !== active) {
    active?.classList.remove("active");
    active = form;
    active.classList.add("active");
    showBar();
  }
}

coding?.addEventListener("focusin", (event) => activate(event.target.closest("[data-item]")));
coding?.addEventListener("click", (event) => activate(event.target.closest("[data-item]")));

function lineOf(node) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  return element.closest("p[id]");
}

function offsetIn(line, node, offset) {
  const before = document.createRange();
  before.setStart(line, 0);
  before.setEnd(node, offset);
  return placeOf(line) + points(before.toString());
}

// The selection as {start, end, words}, cut to whole words of white space at its ends; null where it is not in the text.
function selected() {
  const selection = document.getSelection();
  if (!pane || !selection.rangeCount || selection.isCollapsed) {
    return null;
  }
  const range = selection.getRangeAt(0);
  const lines = [...pane.querySelectorAll("p[id]")].filter((line) => range.intersectsNode(line));
  if (!lines.length || !pane.contains(range.commonAncestorContainer)) {
    return null;
  }
  let words = "";
  let start = null;
  let end = 0;
  for (const line of lines) {
    const text = Array.from(line.textContent);
    const at = placeOf(line);
    const from = lineOf(range.startContainer) === line ? offsetIn(line, range.startContainer, range.startOffset) - at : 0;
    const to = lineOf(range.endContainer) === line ? offsetIn(line, range.endContainer, range.endOffset) - at : text.length;
    if (to > from) {
      words += (start === null ? "" : "\n".repeat(at + from - end)) + text.slice(from, to).join("");
      start ??= at + from;
      end = at + to;
    }
  }
  const bare = words.trim();
  if (start === null || !bare) {
    return null;
  }
  start += points(words.slice(0, words.indexOf(bare)));
  return { start, end: start + points(bare), words: bare };
}

// The bar with the button that adds the selection to the judgement at hand.
const bar = document.createElement("div");
bar.className = "add-bar";
bar.hidden = true;
bar.setAttribute("role", "region");
const button = document.createElement("button");
button.type = "button";
const told = document.createElement("span");
told.setAttribute("role", "status");
bar.append(button, told);
if (coding) {
  bar.setAttribute("aria-label", coding.dataset.add);
  document.body.append(bar);
}

const nameOf = (form) => form.querySelector("legend").textContent.trim();

function showBar() {
  if (!coding) {
    return;
  }
  const found = selected();
  if (found) {
    bar.hidden = false;
    button.disabled = !active;
    button.textContent = active ? `${coding.dataset.add}: ${nameOf(active)}` : coding.dataset.none;
    told.textContent = "";
  } else if (!told.textContent) {
    bar.hidden = true;
  }
}

document.addEventListener("selectionchange", showBar);
button.addEventListener("mousedown", (event) => event.preventDefault());
button.addEventListener("click", add);

function add() {
  const found = selected();
  if (!found || !active) {
    return;
  }
  const list = active.querySelector("[data-kept]");
  list.closest("details")?.setAttribute("open", "");
  const field = document.createElement("input");
  field.type = "checkbox";
  field.name = "keep";
  field.checked = true;
  field.value = `${found.start}-${found.end}:${found.words}`;
  const words = document.createElement("span");
  words.className = "said";
  words.lang = pane.lang;
  words.textContent = found.words;
  const label = document.createElement("label");
  label.append(field, " ", words);
  const entry = document.createElement("li");
  entry.append(label);
  list.append(entry);
  document.getSelection().removeAllRanges();
  told.textContent = coding.dataset.added;
  field.focus();
  setTimeout(() => {
    told.textContent = "";
    showBar();
  }, 4000);
}

// One form at a time: the server sends it back as it now is.
coding?.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-item]:not([data-whole])") || form.classList.contains("new")) {
    return;
  }
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  let answer;
  try {
    answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(data),
      headers: { "X-Regatlas-Part": "1" },
    });
  } catch {
    answer = null;
  }
  if (!answer || ![200, 409, 422].includes(answer.status)) {
    refuse(form);
    return;
  }
  const holder = document.createElement("div");
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  holder.append(...parsed.body.childNodes);
  const fresh = holder.querySelector("form");
  const wasDone = form.classList.contains("done");
  form.replaceWith(fresh);
  active = null;
  activate(fresh);
  tell(answer.headers.get("X-Regatlas-Left"), fresh, fresh.classList.contains("done") && !wasDone);
  (fresh.querySelector("input:checked") ?? fresh.querySelector("input[type=radio]")).focus();
});

function refuse(form) {
  const said = document.createElement("p");
  said.className = "wrong";
  said.setAttribute("role", "alert");
  said.textContent = coding.dataset.lost;
  form.querySelector("fieldset").prepend(said);
}

function tell(left, fresh, isNew) {
  const place = document.querySelector("[data-left]");
  if (left !== null && place) {
    place.textContent = coding.dataset.leftWords.replace("{n}", left);
  }
  const note = fresh.closest("details.sheet")?.querySelector("summary .note");
  if (note && isNew) {
    note.textContent = note.textContent.replace(/\d+/, (number) => String(Number(number) + 1));
  }
}

// Keys, while a judgement has the focus and nobody writes.
coding?.addEventListener("keydown", (event) => {
  const form = event.target.closest("[data-item]");
  const writes = event.target.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
  if (!form || writes || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const radios = [...form.querySelectorAll("input[name=value][type=radio]")];
  const key = event.key.toLowerCase();
  if (key === "a") {
    form.querySelector("[data-accept]")?.click();
  } else if (key === "s") {
    form.querySelector("button[value=save]")?.click();
  } else if (key === "e") {
    add();
  } else if (key >= "1" && key <= "7" && radios[Number(key) - 1]) {
    radios[Number(key) - 1].checked = true;
    radios[Number(key) - 1].focus();
  } else if (key === "j" || key === "k") {
    step(form, key === "j" ? 1 : -1);
  } else {
    return;
  }
  event.preventDefault();
});

function step(form, by) {
  const forms = [...coding.querySelectorAll("details[open] > form.item:not(.new), .items > form.item")];
  const next = forms[forms.indexOf(form) + by];
  next?.querySelector("input:checked, input[type=radio]")?.focus();
}

// A link to a quote shows its words in the text.
coding?.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-span]");
  const line = link && document.getElementById(link.hash.slice(1));
  if (!line || !CSS.highlights) {
    return;
  }
  const [start, end] = link.dataset.span.split("-").map(Number);
  const range = document.createRange();
  const place = (offset) => {
    const lines = [...pane.querySelectorAll("p[id]")].filter((one) => placeOf(one) <= offset);
    const last = lines.at(-1) ?? line;
    const text = Array.from(last.textContent).slice(0, offset - placeOf(last)).join("");
    return [last.firstChild, Math.min(text.length, last.textContent.length)];
  };
  range.setStart(...place(start));
  range.setEnd(...place(end));
  CSS.highlights.set("regatlas-quote", new Highlight(range));
});
