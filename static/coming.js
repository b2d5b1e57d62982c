// Says that a page is on its way once that takes longer than two seconds. Without it the browser's own sign is there.
"use strict";

(() => {
  const told = document.getElementById("page-coming");
  let late;

  const stop = () => {
    clearTimeout(late);
    told.textContent = "";
  };
  const wait = () => {
    stop();
    late = setTimeout(() => (told.textContent = told.dataset.words), 2000);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const isElsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || link?.target;
    if (!link || isElsewhere || link.download || link.origin !== location.origin) return;
    if (link.pathname + link.search !== location.pathname + location.search || !link.hash) wait();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.method === "get") wait(); // what is sent by POST may be a file that is fetched
  });
  addEventListener("pageshow", stop);
})();
