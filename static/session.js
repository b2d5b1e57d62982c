// Warns before a session ends, in a dialog that keyboard and screen reader reach by themselves (WCAG 2.2.1).
// Without this script the foot of the page says when it ends; what is sent too late is kept in any case.
"use strict";

(() => {
  const dialog = document.getElementById("session-dialog");
  if (!dialog || typeof dialog.showModal !== "function") return;

  const WARN = 5 * 60; // seconds before the end
  const title = dialog.querySelector("h2");
  const text = dialog.querySelector("p");
  const form = dialog.querySelector("form");
  const close = dialog.querySelector("[data-close]");
  const again = dialog.querySelector("[data-again]");
  let endsAt = Date.now() + Number(dialog.dataset.seconds) * 1000;
  let isAsking = false;
  let isEnded = false;
  let hasRead = false; // that it cannot be longer

  const show = (state, at) => {
    title.textContent = dialog.dataset[`${state}Title`];
    text.textContent = dialog.dataset[`${state}Text`].replace("{at}", at);
    form.hidden = state !== "idle";
    close.hidden = state === "idle";
    again.hidden = state !== "ended";
    dialog.classList.toggle("app-dialog--ended", state === "ended");
    if (!dialog.open) dialog.showModal();
    (state === "idle" ? form.querySelector("button") : close).focus();
  };

  // Another window may have done something meanwhile, so the server is asked; asking counts as doing nothing.
  const ask = async (options) => {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" }, redirect: "manual", ...options });
    if (answer.type === "opaqueredirect") return { seconds: 0 }; // to the sign-in
    if (!answer.ok) throw new Error(String(answer.status));
    const session = await answer.json();
    endsAt = Date.now() + session.seconds * 1000;
    return session;
  };

  const end = () => {
    isEnded = true;
    show("ended", "");
  };

  const look = async () => {
    if (isAsking || isEnded || endsAt - Date.now() > WARN * 1000) return;
    isAsking = true;
    try {
      const session = await ask({});
      if (session.seconds > WARN) {
        if (dialog.open) dialog.close();
      } else if (session.seconds <= 0) {
        end();
      } else if (session.can_stay) {
        if (!dialog.open) show("idle", session.at);
      } else if (!hasRead) {
        hasRead = true;
        show("last", session.at);
      }
    } catch {
      if (endsAt <= Date.now()) end(); // else the line is away: the next look asks again
    } finally {
      isAsking = false;
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const session = await ask({ method: "POST", body: new FormData(form) });
      if (session.seconds > 0) dialog.close();
      else end();
    } catch {
      end();
    }
  });
  close.addEventListener("click", () => dialog.close());
  setInterval(look, 15_000);
  document.addEventListener("visibilitychange", look);
})();
