// Saves a form as it goes: a while after each change it is sent, and what stands beside the fields is brought up to date.
// "Dit deel klopt" and "Staat niet op het papier" go the same way, so that the pages of the paper need not be drawn again.
// Without this script the buttons of the parts do the same.
"use strict";

for (const form of document.querySelectorAll("form[data-saves-itself]")) {
  const told = form.querySelector("[data-saved]");
  const WAIT = 800; // milliseconds without another change
  let timer = 0;
  let isSaving = false;
  let isChanged = false;
  let isPlain = false;

  const send = async (data) => {
    const answer = await fetch(form.action, { method: "POST", body: data });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html"); // runs nothing
    if (!answer.ok || !page.querySelector("form[data-saves-itself]")) throw new Error(String(answer.status));
    for (const part of form.querySelectorAll("[id^='bij-'], [id^='stand-'], [id^='knoppen-'], #oordeel")) {
      const fresh = page.getElementById(part.id);
      if (fresh && !fresh.isEqualNode(part) && !part.contains(document.activeElement)) part.replaceChildren(...fresh.childNodes);
    }
    told.textContent = page.querySelector("[data-saved]").textContent;
  };
  const save = async () => {
    if (isSaving) return;
    isSaving = true;
    isChanged = false;
    try {
      await send(new FormData(form));
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

  // Beside the part that is looked at stands the page on which it was read; the window itself stays where it is.
  const turnTo = (part) => {
    const read = part && part.querySelector("a[href^='#blad-']");
    const sheet = read && document.getElementById(read.hash.slice(1));
    if (sheet) sheet.parentElement.scrollTop += sheet.getBoundingClientRect().top - sheet.parentElement.getBoundingClientRect().top;
  };
  const goOn = (part) => {
    const parts = [...form.querySelectorAll("fieldset[id^='deel-']")];
    const following = parts
      .slice(parts.indexOf(part) + 1)
      .find((one) => one.querySelector("button[value^='klopt:']:not(.govuk-button--secondary)"));
    turnTo(following);
    location.hash = following ? following.id : "einde";
  };
  const press = async (button) => {
    const part = button.closest("fieldset");
    const data = new FormData(form);
    data.append(button.name, button.value);
    button.blur();
    try {
      await send(data);
    } catch {
      isPlain = true;
      return form.requestSubmit(button); // whatever it was, the page itself says it
    }
    if (button.value.startsWith("klopt:")) goOn(part);
    else form.querySelector(`button[value="${button.value}"]`)?.focus(); // it stands there anew
  };
  if (location.hash.startsWith("#deel-")) turnTo(document.getElementById(location.hash.slice(1)));

  form.addEventListener("change", later);
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (isPlain || !/^(klopt|staatniet):/.test(event.submitter?.value ?? "")) return;
    event.preventDefault();
    press(event.submitter);
  });
}
