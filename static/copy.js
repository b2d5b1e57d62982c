// Copies what stands in a field, for `data-copy="id of the field"`. The page is whole without it: the button is hidden then.
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const told = document.getElementById(`${button.dataset.copy}-told`);
  if (!navigator.clipboard) continue; // the browser gives it on safe addresses only
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      told.textContent = "Gekopieerd.";
    } catch {
      field.focus();
      field.select();
      told.textContent = "Dat lukte niet. Het wachtwoord is aangeduid: druk op Ctrl en C.";
    }
  });
}
