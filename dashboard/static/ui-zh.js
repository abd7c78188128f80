// Streamlit has no translations. This puts its own chrome (menus, tool bars, tooltips) into Chinese and never touches a page's content.
// Nothing depends on it: without it the same labels are in English. A reader who asked for English (?lang=en) keeps them so.
(() => {
  "use strict";
  const WORDS = {
    "App pages": "页面导航",
    "Autosize": "自适应列宽",
    "Choose an option": "请选择",
    "Choose options": "请选择",
    "Clear all": "清空",
    "Close": "关闭",
    "Close fullscreen": "退出全屏",
    "Connecting": "连接中",
    "Connection error": "连接中断",
    "Copy to clipboard": "复制",
    "Copy version to clipboard": "复制版本号",
    "Dark": "深色",
    "Download as CSV": "下载 CSV",
    "Format": "格式",
    "Fullscreen": "全屏",
    "Hide column": "隐藏列",
    "Light": "浅色",
    "Loading...": "加载中…",
    "Main menu": "主菜单",
    "No results": "无结果",
    "Open": "展开",
    "Page not found": "页面不存在",
    "Pin column": "固定列",
    "Print": "打印",
    "Record screen": "录制屏幕",
    "Search": "搜索",
    "Select all": "全选",
    "Show/hide columns": "显示/隐藏列",
    "Skip to main content": "跳到主要内容",
    "Sort ascending": "升序",
    "Sort descending": "降序",
    "Stop": "停止",
    "Stop recording": "停止录制",
    "System": "跟随系统",
    "Theme": "主题",
    "Unpin column": "取消固定",
    "Vega visualization": "趋势小图",
  };
  const ATTRIBUTES = ["aria-label", "data-title", "placeholder", "title"];
  const WITH_ATTRIBUTES = ATTRIBUTES.map((name) => `[${name}]`).join(",");
  // Only text inside these is Streamlit's own.
  const CHROME = [
    '[data-testid^="stMainMenu"]',
    '[data-testid^="stElementToolbar"]',
    '[data-testid="stHeader"]',
    '[data-testid^="stTooltip"]',
    '[data-testid^="stDataFrameColumn"]',
    '[data-testid="stSkipToMainContent"]',
    '[role="dialog"]',
    '[role="menu"]',
    ".modebar",
  ].join(",");

  const isEnglish = () => new URLSearchParams(window.location.search).get("lang") === "en";

  // "Search" or "Theme: Light", whose part after the colon is not ours; undefined for anything else.
  function translated(text) {
    const trimmed = (text || "").trim();
    if (Object.hasOwn(WORDS, trimmed)) return text.replace(trimmed, WORDS[trimmed]);
    const colon = trimmed.indexOf(": ");
    const before = trimmed.slice(0, colon);
    if (colon > 0 && Object.hasOwn(WORDS, before)) return `${WORDS[before]}：${trimmed.slice(colon + 2)}`;
    return undefined;
  }

  function translateAttributes(element) {
    for (const name of ATTRIBUTES) {
      const found = translated(element.getAttribute(name));
      if (found !== undefined) element.setAttribute(name, found);
    }
  }

  function translateText(node) {
    if (!node.parentElement || !node.parentElement.closest(CHROME)) return;
    const found = translated(node.nodeValue);
    if (found !== undefined) node.nodeValue = found;
  }

  function translate(node) {
    if (node.nodeType === Node.TEXT_NODE) translateText(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    translateAttributes(node);
    node.querySelectorAll(WITH_ATTRIBUTES).forEach(translateAttributes);
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) translateText(texts.currentNode);
  }

  // Changes come in bursts: gather them, and translate once before the next picture is painted.
  let changed = new Set();
  function paint() {
    const nodes = changed;
    changed = new Set();
    if (isEnglish()) return;
    for (const node of nodes) if (node.isConnected) translate(node);
  }
  new MutationObserver((records) => {
    if (changed.size === 0) requestAnimationFrame(paint);
    for (const record of records) {
      if (record.type === "childList") record.addedNodes.forEach((node) => changed.add(node));
      else changed.add(record.target);
    }
  }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ATTRIBUTES });
})();
