// In the text of a notice: brings the words of the chosen figure, and its line in the list, into view; a click on words chooses their figure.
// Nothing depends on it: the words are marked and the list is there anyway.
(() => {
  "use strict";
  let shown = null;
  let isTouched = false;
  const scroll = (frame, target) => {
    if (frame && target && frame.scrollHeight > frame.clientHeight) {
      frame.scrollTop += target.getBoundingClientRect().top - frame.getBoundingClientRect().top - frame.clientHeight / 3;
    }
  };
  const show = () => {
    const mark = document.querySelector(".notice-text mark.chosen");
    const one = document.querySelector('[class*="st-key-review_one"]');
    const now = mark && `${mark.id} ${Boolean(one)}`;
    if (!mark || now === shown) { shown = mark ? shown : null; return; }
    shown = now;
    isTouched = false;
    place();
    setTimeout(() => isTouched || place(), 700);      // lines above it may have been drawn since
  };
  const place = () => {
    const mark = document.querySelector(".notice-text mark.chosen");
    const one = document.querySelector('[class*="st-key-review_one"]');
    scroll(mark && mark.closest('[class*="st-key-review_scroll"]'), mark);
    scroll(one && one.closest('[class*="st-key-review_figures"]'), one);
  };
  const choose = (event) => {
    const mark = event.target.closest && event.target.closest(".notice-text mark[data-figures]");
    if (!mark || String(window.getSelection())) return;
    const ids = mark.dataset.figures.split(" ");
    const open = document.querySelector('[class*="st-key-review_one"]');
    const at = mark.classList.contains("chosen") ? ids.findIndex((id) => open && open.querySelector(`[class*="${CSS.escape(id)}"]`)) : -1;
    const button = document.querySelector(`.st-key-figure_${CSS.escape(ids[(at + 1) % ids.length])} button`);
    if (button) button.click();
  };
  document.addEventListener("click", choose);
  for (const name of ["wheel", "pointerdown", "keydown"]) document.addEventListener(name, () => { isTouched = true; }, { passive: true });
  new MutationObserver(show).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
})();
