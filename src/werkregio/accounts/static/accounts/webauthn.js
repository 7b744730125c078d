// SPDX-License-Identifier: EUPL-1.2
// Ties the button of a security key to the library: its data attributes say what it does.
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    const button = document.getElementById("webauthn-button");
    if (!button) return;
    const data = JSON.parse(document.getElementById("js_data").textContent);
    const forms = window.allauth.webauthn.forms;
    if (button.dataset.webauthn === "add") {
      forms.addForm({
        ids: {
          add: button.id,
          passwordless: button.dataset.passwordless,
          credential: button.dataset.credential,
          data: "js_data",
        },
        data: data,
      });
    } else {
      forms.authenticateForm({
        ids: { authenticate: button.id, credential: button.dataset.credential, data: "js_data" },
        data: data,
      });
    }
  });
})();
