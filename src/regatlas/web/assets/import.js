// The pages of imports work without this file. It takes dropped files, and looks again while something is under way.
"use strict";

const form = document.getElementById("drop");
if (form) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector(".chosen");
  const most = Number(form.dataset.most) * 1000000;
  const show = () => {
    const tooLarge = [...input.files].some((file) => file.size > most);
    list.replaceChildren(...[...input.files].map((file) => {
      const line = document.createElement("li");
      line.textContent = file.name;
      if (file.size > most) {
        line.textContent += " – " + form.dataset.tooLarge;
        line.className = "refused";
      }
      return line;
    }));
    input.setCustomValidity(tooLarge ? form.dataset.tooLarge : "");
  };
  form.querySelector(".drop-here").hidden = false;
  input.addEventListener("change", show);
  ["dragenter", "dragover"].forEach((kind) => form.addEventListener(kind, (event) => {
    event.preventDefault();
    form.classList.add("over");
  }));
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      show();
    }
  });
}

// The page is asked for again, and the part that lives is taken from it; nothing else on the page moves.
let live = document.getElementById("live");
const lookAgain = async () => {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("live");
      if (fresh && fresh.outerHTML !== live.outerHTML && !live.contains(document.activeElement)) {
        live.replaceWith(fresh);
        live = fresh;
      }
    }
  } catch {
    // The server is being started again, say; the next look may find it.
  }
  wait();
};
const wait = () => {
  if (live && "unfinished" in live.dataset) {
    setTimeout(lookAgain, document.hidden ? 10000 : 1500);
  }
};
wait();
