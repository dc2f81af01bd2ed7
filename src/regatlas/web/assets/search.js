// The search works without this file. It asks for names that go on as one types, and offers them under the field.
"use strict";

const field = document.querySelector("input[data-suggest]");
const names = field && document.getElementById(field.getAttribute("list"));
let waiting = 0;
let asking = null;

async function offerNames() {
  const typed = field.value.trim();
  if (asking) {
    asking.abort();
  }
  if (!typed || typed.length > 60) {
    names.replaceChildren();
    return;
  }
  asking = new AbortController();
  try {
    const answer = await fetch(`${field.dataset.suggest}&q=${encodeURIComponent(typed)}`, { signal: asking.signal });
    if (answer.ok) {
      const found = await answer.json();
      names.replaceChildren(
        ...found.suggestions.map((one) => {
          const option = document.createElement("option");
          option.value = one.text;
          option.lang = one.language;
          return option;
        }),
      );
    }
  } catch {
    // The next letter has come, or the server cannot be reached: what was offered stays.
  }
}

if (field && names) {
  field.addEventListener("input", (event) => {
    clearTimeout(waiting);
    // While Chinese is typed by its sound, the letters are not yet what is looked for.
    if (!event.isComposing) {
      waiting = setTimeout(offerNames, 120);
    }
  });
  field.addEventListener("compositionend", offerNames);
}
