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
    for (const part of form.querySelectorAll("[id^='bij-'], [id^='stand-'], [id^='knoppen-'], [id^='oordeel']")) {
      const fresh = page.getElementById(part.id);
      if (fresh && !fresh.isEqualNode(part) && !part.contains(document.activeElement)) part.replaceChildren(...fresh.childNodes);
    }
    showErrors(page);
    told.textContent = page.querySelector("[data-saved]").textContent;
  };
  // What is wrong goes red, and what is right again does not stay so: field, summary and title say the same.
  const showErrors = (page) => {
    document.title = page.title;
    form.setAttribute("action", page.querySelector("form[data-saves-itself]").getAttribute("action"));
    const summary = document.querySelector(".govuk-error-summary");
    const fresh = page.querySelector(".govuk-error-summary");
    fresh?.removeAttribute("autofocus"); // the window stays where somebody types
    if (summary && fresh) summary.replaceChildren(...fresh.childNodes);
    else if (fresh) document.querySelector("h1").before(fresh);
    else summary?.remove();
    for (const field of form.querySelectorAll("[id^='veld-']")) {
      const [old, now] = [field, page.getElementById(field.id)].map((one) => one?.querySelector(".govuk-form-group"));
      const differs = now && (isWrong(old) || isWrong(now)) && old.textContent !== now.textContent;
      if (differs && !old.contains(document.activeElement)) old.replaceWith(now);
    }
  };
  const isWrong = (group) => group.classList.contains("govuk-form-group--error");
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
  const goBack = (wrong) => {
    wrong.closest("details")?.setAttribute("open", "");
    wrong.scrollIntoView();
    wrong.querySelector("input, select").focus({ preventScroll: true }); // reads its error aloud
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
    const wrong = part.querySelector(".govuk-form-group--error");
    if (button.value.startsWith("klopt:") && wrong) goBack(wrong);
    else if (button.value.startsWith("klopt:")) goOn(part);
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
