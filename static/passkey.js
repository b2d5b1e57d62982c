// Passkeys: asks the device to make one or to sign, and sends the answer with the form of the page.
// The page is whole without this script: it then says that a passkey needs it, and offers an app.
"use strict";

// What is left empty is said by the server, before the device is asked: a passkey that it made could not be taken back.
const isIncomplete = (form) =>
  [...form.elements].some((one) => (one.type === "text" && !one.value.trim()) || (one.type === "checkbox" && !one.checked));

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const makes = form.dataset.passkey === "make";
  const read = makes ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON";
  if (!window.PublicKeyCredential || !PublicKeyCredential[read]) {
    form.querySelector("[data-passkey-old]").hidden = false;
    form.querySelector("[data-passkey-none]").hidden = true;
    continue;
  }
  form.querySelector("[data-passkey-none]").hidden = true;
  form.querySelector("[data-passkey-use]").hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value || isIncomplete(form)) return;
    event.preventDefault();
    const failed = form.querySelector("[data-passkey-failed]");
    failed.hidden = true;
    try {
      const publicKey = PublicKeyCredential[read](JSON.parse(form.dataset.passkeyOptions));
      const credential = await navigator.credentials[makes ? "create" : "get"]({ publicKey });
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.requestSubmit();
    } catch {
      failed.hidden = false;
    }
  });
}
