// SPDX-License-Identifier: EUPL-1.2
// Four comforts; every page works without them.
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
  // A group of the menu closes again with Escape, and when one goes on elsewhere.
  var groups = document.querySelectorAll(".wr-nav__group");
  function fold(kept) { groups.forEach(function (group) { if (!kept || !group.contains(kept)) group.open = false; }); }
  if (groups.length) {
    document.addEventListener("click", function (event) { fold(event.target); });
    document.addEventListener("focusin", function (event) { fold(event.target); });
    document.addEventListener("keydown", function (event) {
      var open = event.key === "Escape" && document.querySelector(".wr-nav__group[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); }
    });
  }
  document.querySelectorAll("[data-wr-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
