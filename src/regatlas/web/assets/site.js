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

// A slip with a citation closes when another opens, on Escape, and on a click elsewhere.
const slips = () => document.querySelectorAll("details.citing[open]");
document.addEventListener("click", (event) => {
  slips().forEach((slip) => {
    if (!slip.contains(event.target)) {
      slip.open = false;
    }
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    slips().forEach((slip) => {
      slip.open = false;
      slip.querySelector("summary").focus();
    });
  }
});
