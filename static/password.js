// Shows what was typed in a field for a password, for `data-shows="id of the field"`, and hides it again before it is sent.
// The page is whole without it: the button is hidden then.
"use strict";

for (const button of document.querySelectorAll("[data-shows][hidden]")) {
  const field = document.getElementById(button.dataset.shows);
  const words = button.firstChild;
  const [show, hide] = [words.textContent, button.dataset.hide];
  const turn = (isShown) => {
    field.type = isShown ? "text" : "password";
    words.textContent = isShown ? hide : show;
  };
  button.hidden = false;
  button.addEventListener("click", () => turn(field.type === "password"));
  field.form?.addEventListener("submit", () => turn(false));
}
