// SPDX-License-Identifier: EUPL-1.2
// Three comforts; every page works without them.
(function () {
  "use strict";
  // A person who did not see what went wrong starts at the list of it.
  var summary = document.querySelector("[data-wr-errors]");
  if (summary) summary.focus();
  // A print button can do nothing without a script, so it shows itself only here.
  // A page with words or a code of one person does not come back for the next one at the same screen.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted && document.querySelector("[data-wr-once]")) window.location.replace(window.location.pathname);
  });
  document.querySelectorAll("[data-wr-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
