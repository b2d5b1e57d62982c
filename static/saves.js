// Saves a form as it goes: a while after each change it is sent, and what stands beside the fields is brought up to date.
// Without this script the buttons of the parts do the same.
"use strict";

for (const form of document.querySelectorAll("form[data-saves-itself]")) {
  const told = form.querySelector("[data-saved]");
  const WAIT = 800; // milliseconds without another change
  let timer = 0;
  let isSaving = false;
  let isChanged = false;

  const save = async () => {
    if (isSaving) return;
    isSaving = true;
    isChanged = false;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html"); // runs nothing
      if (!answer.ok || !page.querySelector("form[data-saves-itself]")) throw new Error(String(answer.status));
      for (const part of form.querySelectorAll("[id^='bij-'], [id^='stand-'], #oordeel")) {
        const fresh = page.getElementById(part.id);
        if (fresh && !fresh.isEqualNode(part) && !part.contains(document.activeElement)) part.replaceChildren(...fresh.childNodes);
      }
      told.textContent = page.querySelector("[data-saved]").textContent;
    } catch {
      told.textContent = "Dit is nog niet bewaard. Klik op Bewaren.";
    }
    isSaving = false;
    if (isChanged) later();
  };
  const later = () => {
    isChanged = true;
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  };

  // Beside the part that was opened stands the page on which it was read; the window itself stays where it is.
  const part = location.hash.startsWith("#deel-") && document.getElementById(location.hash.slice(1));
  const read = part && part.querySelector("a[href^='#blad-']");
  const sheet = read && document.getElementById(read.hash.slice(1));
  if (sheet) sheet.parentElement.scrollTop = sheet.offsetTop - sheet.parentElement.offsetTop;

  form.addEventListener("change", later);
  form.addEventListener("submit", () => clearTimeout(timer));
}
