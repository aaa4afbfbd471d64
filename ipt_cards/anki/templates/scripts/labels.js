// Of all labels, leave those of the masks that were asked.
(() => {
  const asked = new Set(
    [...document.querySelectorAll(".cloze-highlight[data-ordinal]")].map((mask) => mask.dataset.ordinal),
  );
  for (const label of document.querySelectorAll(".labels > li"))
    label.hidden = !asked.has(label.getAttribute("value"));
})();
