// In the text of a notice, brings the words of the chosen figure into view. Nothing depends on it: the words are marked anyway.
(() => {
  "use strict";
  let shown = null;
  const show = () => {
    const mark = document.querySelector(".notice-text mark.chosen");
    if (!mark) { shown = null; return; }
    if (mark.id === shown) return;
    shown = mark.id;
    const frame = mark.closest('[data-testid="stVerticalBlock"][height], [class*="st-key-review_scroll"]');
    if (frame && frame.scrollHeight > frame.clientHeight) {
      frame.scrollTop += mark.getBoundingClientRect().top - frame.getBoundingClientRect().top - frame.clientHeight / 3;
    }
  };
  new MutationObserver(show).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
})();
