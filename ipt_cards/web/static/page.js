// Keys and swipes press what stands on the page: each button says by data-key and data-swiped what
// presses it. So all that they do can be done without this script, too.
(function () {
  "use strict";
  const FAR = 60; // pixels that a finger has to move for a swipe

  function named(key) {
    return key === " " ? "Space" : key;
  }

  function bearer(key) {
    const wanted = named(key);
    for (const element of document.querySelectorAll("[data-key]")) {
      if (element.dataset.key.split(" ").includes(wanted)) return element;
    }
    return null;
  }

  function isTyping(element) {
    return element.matches("input:not([type=radio], [type=checkbox]), textarea, select");
  }

  // What a key does by itself on an element that has the focus.
  function isNative(element, key) {
    if (key !== "Enter" && key !== " ") return false;
    return element.matches("a, button, summary, input, audio, video");
  }

  function choose(input) {
    input.click();
    if (input.type === "radio") submitChoice(input.form);
  }

  // Put an option into the first place that is empty, or take it away again.
  function place(option) {
    const lists = Array.from(document.querySelectorAll("select[name=place]"));
    const wanted = option.dataset.places;
    const target = lists.find((list) => list.value === wanted) || lists.find((list) => !list.value);
    if (!target) return;
    target.value = target.value === wanted ? "" : wanted;
    target.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function mark() {
    const placed = Array.from(document.querySelectorAll("select[name=place]"), (list) => list.value);
    for (const option of document.querySelectorAll("[data-places]")) {
      option.classList.toggle("placed", placed.includes(option.dataset.places));
    }
  }

  function submitChoice(form) {
    const button = form.querySelector("[data-chooses]");
    if (button) button.click();
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const focused = document.activeElement || document.body;
    if (event.key === "Escape") {
      focused.blur();
      return;
    }
    if (isTyping(focused) || isNative(focused, event.key)) return;
    if (event.repeat) {
      // A key that is held grades no second card.
      if (bearer(event.key)) event.preventDefault();
      return;
    }
    const found = bearer(event.key);
    if (!found) return;
    event.preventDefault();
    if (found.matches("details")) found.open = !found.open;
    else if (found.matches("input")) choose(found);
    else if (found.matches("[data-places]")) place(found);
    else found.click();
  });

  // What is opened below the fold comes into sight.
  document.addEventListener(
    "toggle",
    function (event) {
      if (event.target.open) event.target.scrollIntoView({ block: "nearest" });
    },
    true
  );

  document.addEventListener("change", mark);
  document.addEventListener("click", function (event) {
    const option = event.target.closest && event.target.closest("[data-places]");
    if (option && !event.target.closest("a, audio, video")) place(option);
  });

  // A tap on an option answers where one is right; arrow keys only move, as in any list of radios.
  document.addEventListener("click", function (event) {
    const label = event.target.closest && event.target.closest("label");
    const input = label && label.querySelector("input[type=radio]");
    if (!input || event.detail === 0 || event.target === input) return;
    if (!input.form.querySelector("[data-chooses]")) return;
    if (event.target.closest("a, audio, video")) return;
    event.preventDefault();
    input.checked = true;
    submitChoice(input.form);
  });

  let start = null;
  document.addEventListener("pointerdown", function (event) {
    const area = event.target.closest("[data-swipe]");
    const isOwn = event.target.closest("input, pre, table, audio, video, math");
    start = area && !isOwn && event.pointerType !== "mouse" ? event : null;
  });
  document.addEventListener("pointercancel", function () {
    start = null;
  });
  document.addEventListener("pointerup", function (event) {
    if (!start || event.pointerId !== start.pointerId) return;
    const x = event.clientX - start.clientX;
    const y = event.clientY - start.clientY;
    start = null;
    if (Math.abs(x) < FAR || Math.abs(x) < 2 * Math.abs(y)) return;
    const way = x > 0 ? "right" : "left";
    const button =
      document.querySelector('[data-swiped="' + way + '"]') ||
      document.querySelector('[data-swiped="any"]');
    if (button) button.click();
  });

  function settle() {
    const field = document.querySelector("[data-focus]");
    const screen = document.querySelector("[data-screen]");
    if (field) {
      field.focus({ preventScroll: true });
    } else if (screen) {
      screen.setAttribute("tabindex", "-1");
      screen.focus({ preventScroll: true });
    }
    const answer = document.querySelector("[data-screen] .answer");
    if (answer) answer.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("htmx:afterSettle", settle);

  // An exam's clock, and its answers: what is chosen or typed is kept before any button is pressed.
  function keep() {
    const form = document.querySelector("form[data-keeps]");
    if (!form) return;
    const fields = new URLSearchParams(new FormData(form));
    fields.append("do", "keep");
    const headers = { "HX-Request": "true" };
    fetch(form.action, { method: "POST", body: fields, headers: headers, keepalive: true }).catch(
      function () {
        tell("ipt-cards web doesn't answer, so this was not saved. Is it still running?");
      }
    );
  }
  let typing = 0;
  document.addEventListener("change", keep);
  document.addEventListener("input", function () {
    clearTimeout(typing);
    typing = setTimeout(keep, 700);
  });
  document.addEventListener("submit", function () {
    clearTimeout(typing);
  });

  let began = performance.now();
  setInterval(function () {
    const timer = document.querySelector("[data-left]");
    if (!timer) return;
    if (!timer.dataset.since) {
      began = performance.now();
      timer.dataset.since = "page";
    }
    const left = Math.max(0, Number(timer.dataset.left) - (performance.now() - began));
    const seconds = Math.ceil(left / 1000);
    const minutes = Math.floor(seconds / 60);
    timer.textContent = minutes + ":" + String(seconds % 60).padStart(2, "0");
    if (left === 0) location.assign(location.pathname);
  }, 500);

  // What couldn't be sent is told, and the page stays: nothing that was pressed counts as done.
  function tell(text) {
    const notice = document.querySelector("main [role=status]");
    if (notice) notice.textContent = text;
  }
  function unsent(event) {
    if (event.defaultPrevented) return; // offline.js goes on
    tell("ipt-cards web doesn't answer, so this was not recorded. Is it still running?");
  }
  document.addEventListener("htmx:sendError", unsent);
  document.addEventListener("htmx:timeout", unsent);
  document.addEventListener("htmx:beforeSwap", function (event) {
    // Pages that say what went wrong are shown like any other.
    if (event.detail.xhr.status >= 400) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  // What was said and still holds isn't said again with each card.
  document.addEventListener("htmx:oobBeforeSwap", function (event) {
    const { target, fragment } = event.detail;
    event.detail.shouldSwap = target.textContent !== fragment.textContent;
  });

  // A preview follows the deck's files.
  const follows = document.querySelector("[data-follows]");
  if (follows) {
    let version = null;
    new EventSource(follows.dataset.follows).addEventListener("message", function (event) {
      if (version !== null && version !== event.data) {
        const how = { target: "#main", select: "#main", swap: "outerHTML" };
        htmx.ajax("GET", location.href, how);
      }
      version = event.data;
    });
  }

  // Out of the browser's memory, a page shows what is past.
  addEventListener("pageshow", function (event) {
    if (event.persisted) location.reload();
  });

  settle();
})();
