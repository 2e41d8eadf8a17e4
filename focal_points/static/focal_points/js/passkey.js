/** Passkeys for signing in: asks the device, and sends its answer with the form as JSON. */
import { t } from "../../hub/js/texts.js";

const ASK = {
  create: (options) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  get: (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
};

async function send(event) {
  const form = event.currentTarget;
  if (form.elements.credential.value) return;
  event.preventDefault();
  const wrong = form.querySelector(".wrong");
  wrong.textContent = "";
  try {
    const made = await ASK[form.dataset.passkey](JSON.parse(form.dataset.options));
    form.elements.credential.value = JSON.stringify(made.toJSON());
  } catch {
    wrong.textContent = t("passkey.failed");
    return;
  }
  form.requestSubmit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON) continue;
  form.hidden = false;
  form.addEventListener("submit", send);
}
