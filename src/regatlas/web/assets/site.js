// The site works without this file. It keeps the place on a change of language, copies citations, and opens saved files.
"use strict";

const change = document.getElementById("switch");
if (change) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("#switch");
    if (link && location.hash) {
      link.hash = location.hash;
    }
  });
}

// What needs a script is hidden until there is one; also in parts of the page that come later.
function offer(root) {
  if (navigator.clipboard) {
    root.querySelectorAll("[data-copy]").forEach((button) => {
      button.hidden = false;
    });
  }
  root.querySelectorAll("[data-opens]").forEach((part) => {
    part.hidden = false;
  });
}
offer(document);
document.addEventListener("htmx:load", (event) => offer(event.target));

document.addEventListener("click", async (event) => {
  const button = event.target.closest && event.target.closest("[data-copy]");
  if (button) {
    const words = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(words.textContent.trim());
    button.textContent = button.dataset.done;
  }
});

// A file that was saved is put where it can be read and corrected before it is sent.
document.addEventListener("change", async (event) => {
  const part = event.target.closest && event.target.closest("[data-opens]");
  if (part && event.target.files && event.target.files.length) {
    document.getElementById(part.dataset.opens).value = await event.target.files[0].text();
  }
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
