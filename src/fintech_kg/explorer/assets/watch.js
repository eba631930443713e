// Notes whatever goes wrong on the page in <body data-errors>, and tells the reader when nothing could be drawn.
"use strict";
(() => {
  const errors = [];
  const note = (text) => {
    errors.push(text);
    document.body.dataset.errors = errors.join("\n");
    document.getElementById("failure").hidden = "ready" in document.body.dataset;
  };
  window.addEventListener("error", (event) => note(String(event.message)));
  window.addEventListener("unhandledrejection", (event) => note(String(event.reason)));
  document.addEventListener("securitypolicyviolation", (event) => note(`blocked: ${event.violatedDirective}`));
})();
