// SPDX-License-Identifier: EUPL-1.2
// Drag an item to its place; the buttons Up and Down do the same without a script.
(function () {
  "use strict";
  var list = document.querySelector("[data-wr-order]"), form = document.getElementById("agenda-order");
  if (!list || !form) return;
  var dragged = null;
  Array.prototype.forEach.call(list.children, function (item) {
    item.draggable = true;
    item.addEventListener("dragstart", function (event) { dragged = item; event.dataTransfer.effectAllowed = "move"; event.dataTransfer.setData("text/plain", item.dataset.key); });
    item.addEventListener("dragover", function (event) {
      if (!dragged || dragged === item) return;
      event.preventDefault();
      var box = item.getBoundingClientRect();
      list.insertBefore(dragged, event.clientY > box.top + box.height / 2 ? item.nextSibling : item);
    });
    item.addEventListener("drop", function (event) { event.preventDefault(); });
    item.addEventListener("dragend", function () {
      if (!dragged) return;
      dragged = null;
      form.elements.volgorde.value = Array.prototype.map.call(list.children, function (one) { return one.dataset.key; }).join(",");
      form.submit();
    });
  });
})();
