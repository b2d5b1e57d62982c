// Brings a part of a page up to date by itself, as long as something in it goes on. Without it a link does the same.
"use strict";

(() => {
  const TRIES = [1, 1, 2, 2, 3, 3, 5, 5, 5, 10, 10, 10, 20, 20, 30]; // seconds to wait, then it is left to the person

  const follow = (part) => {
    let tries = 0;
    let shown = part.innerHTML.trim();

    const wait = () => {
      if (tries < TRIES.length && part.querySelector("[data-goes-on]")) setTimeout(look, TRIES[tries++] * 1000);
    };
    const look = async () => {
      try {
        const answer = await fetch(part.dataset.live, { redirect: "error" }); // to the sign-in: the page stays as it is
        const text = (await answer.text()).trim();
        if (answer.ok && text !== shown) {
          part.innerHTML = text;
          shown = text;
        }
      } catch {
        // the line is away: the next look asks again
      }
      wait();
    };
    wait();
  };

  document.querySelectorAll("[data-live]").forEach(follow);
})();
