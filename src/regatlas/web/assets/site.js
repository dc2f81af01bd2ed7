// The site works without this file. It keeps the place on a change of language, and copies citations.
"use strict";

const change = document.getElementById("switch");
if (change) {
  change.addEventListener("click", () => {
    if (location.hash) {
      change.hash = location.hash;
    }
  });
}

document.querySelectorAll("[data-copy]").forEach((button) => {
  if (!navigator.clipboard) {
    return;
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    const words = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(words.textContent.trim());
    button.textContent = button.dataset.done;
  });
});
