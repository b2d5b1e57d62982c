// Saves a form as it goes: a while after each change it is sent, and what stands beside the fields is brought up to date.
// "Dit deel klopt" and "Staat niet op het papier" go the same way, so that the pages of the paper need not be drawn again.
// What cannot be saved stays in its fields, is told at once, and is tried again: by then the site or the person may be back.
// Without this script the buttons of the parts do the same.
"use strict";

for (const form of document.querySelectorAll("form[data-saves-itself]")) {
  const told = form.querySelector("[data-saved]");
  const WAIT = 800; // milliseconds without another change
  const AGAIN = 5000; // milliseconds until the next try, after one that failed
  let timer = 0;
  let isSaving = false;
  let isChanged = false;
  let isPlain = false;
  let isUnsaved = false;

  // Only what was changed here is sent, and what was changed in another window is taken over: two windows do not undo each other.
  const TOKEN = "csrfmiddlewaretoken";
  const typed = (from) => new Map([...new FormData(from)].filter(([name]) => name !== TOKEN));
  const known = typed(form);
  const sendable = (button) => {
    const data = new FormData();
    data.set(TOKEN, form.elements[TOKEN].value);
    for (const [name, value] of typed(form)) if (known.get(name) !== value) data.set(name, value);
    if (button) data.set(button.name, button.value);
    return data;
  };
  const show = (field, value) => {
    field.value = value;
    if (field.value !== value && field.options) field.add(new Option(value, value, true, true)); // a team added elsewhere
  };
  const takeOver = (fresh, sent) => {
    const now = typed(form);
    for (const [name, value] of typed(fresh)) {
      if (sent.has(name)) known.set(name, sent.get(name));
      else if (now.get(name) === known.get(name) && form.elements[name]) {
        if (value !== now.get(name)) show(form.elements[name], value);
        known.set(name, value);
      }
    }
  };

  class NotSaved extends Error {}
  const AWAY = "U bent uitgelogd.";
  const SILENT = "De site antwoordt niet.";
  const REFUSED = "De site kon dit niet bewaren.";
  const GONE = "Dit papier is intussen geregistreerd of weggegooid.";

  const send = async (data, isLastTry = false) => {
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body: data });
    } catch {
      throw new NotSaved(SILENT);
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html"); // runs nothing
    if (new URL(answer.url).pathname.startsWith("/inloggen/") || answer.status === 403) throw new NotSaved(AWAY);
    const fresh = page.querySelector("form[data-saves-itself]");
    if (!fresh) throw new NotSaved(answer.ok || answer.status === 404 ? GONE : REFUSED);
    form.elements[TOKEN].value = fresh.elements[TOKEN].value;
    if (fresh.dataset.savesItself === form.dataset.savesItself) {
      // Who signed in again elsewhere has another token: this page was too old, and nothing was kept.
      if (isLastTry) throw new NotSaved(REFUSED);
      data.set(TOKEN, form.elements[TOKEN].value);
      return send(data, true);
    }
    form.dataset.savesItself = fresh.dataset.savesItself;
    takeOver(fresh, data);
    for (const part of form.querySelectorAll("[id^='bij-'], [id^='nota-'], [id^='stand-'], [id^='knoppen-'], [id^='oordeel']")) {
      const other = page.getElementById(part.id);
      if (other && !other.isEqualNode(part) && !part.contains(document.activeElement)) part.replaceChildren(...other.childNodes);
    }
    showErrors(page);
    isUnsaved = false;
    told.classList.remove("app-unsaved");
    told.textContent = page.querySelector("[data-saved]").textContent;
  };
  // The sentence stands where somebody types, and says what to do; what was typed stays in the fields, and is tried again.
  const tellNotSaved = (error) => {
    if (!(error instanceof NotSaved)) throw error;
    isUnsaved = true;
    told.classList.add("app-unsaved");
    const then = {
      [AWAY]: "Laat dit venster open: wat u typte staat er nog. Log in een ander venster in. Dan bewaren wij het hier vanzelf.",
      [GONE]: "Uw laatste wijziging is niet bewaard. Kijk dit papier na in een ander venster, en noteer wat u nog wilt behouden.",
    };
    const stay = "Laat dit venster open: wat u typte staat er nog. Wij proberen het vanzelf opnieuw.";
    const words = `${error.message} ${then[error.message] ?? stay}`;
    if (told.textContent !== words) told.textContent = words; // read aloud once
    if (error.message === GONE) return;
    clearTimeout(timer);
    timer = setTimeout(save, AGAIN);
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
      await send(sendable());
    } catch (error) {
      tellNotSaved(error);
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
    const stays = /^(klopt|staatniet):/.test(button.value);
    if (stays) button.blur();
    try {
      await send(sendable(stays ? button : null));
    } catch (error) {
      return tellNotSaved(error);
    }
    if (!stays) {
      isPlain = true; // all is saved: the page itself does the rest
      return form.requestSubmit(button);
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
    if (isPlain || !event.submitter) return;
    event.preventDefault();
    press(event.submitter);
  });
  addEventListener("beforeunload", (event) => {
    if (isUnsaved && !isPlain) event.preventDefault();
  });
}
