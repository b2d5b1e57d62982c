// Brings a part of a page up to date by itself, as long as something in it goes on. Without it a link does the same.
"use strict";

(() => {
  const TRIES = [1, 1, 2, 2, 3, 3, 5, 5, 5, 10, 10, 10, 20, 20, 30]; // seconds to wait, then it is left to the person

  const follow = (part) => {
    let tries = 0;

    const isPatient = "patient" in part.dataset; // what takes minutes is asked for as long as it takes
    const wait = () => {
      if (!part.querySelector("[data-goes-on]")) return isPatient && tries && !isBusy() && location.reload();
      if (tries >= TRIES.length && !isPatient) return;
      const seconds = TRIES[Math.min(tries++, TRIES.length - 1)];
      setTimeout(look, 1000 * (isPatient ? Math.min(seconds, 5) : seconds));
    };
    // Who chose files or types meanwhile loses nothing: a link in the part does the same.
    const isBusy = () =>
      document.activeElement !== document.body || [...document.querySelectorAll("input[type=file]")].some((one) => one.files.length);
    const look = async () => {
      try {
        const answer = await fetch(part.dataset.live, { redirect: "error" }); // to the sign-in: the page stays as it is
        const told = new DOMParser().parseFromString(await answer.text(), "text/html").body; // runs nothing
        const says = (element) => element.textContent.replace(/\s+/g, " ").trim();
        if (answer.ok && says(told) !== says(part)) part.replaceChildren(...told.childNodes);
      } catch {
        // the line is away: the next look asks again
      }
      wait();
    };
    wait();
  };

  document.querySelectorAll("[data-live]").forEach(follow);
})();
