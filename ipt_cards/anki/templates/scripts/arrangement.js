// Shuffles the options of an ordering or matching card, lets the learner put each into a place, and
// shows on the back what came of it. The order and the places are kept as choice.js keeps its own.
(function () {
  const SLOT = "iptArrangement";
  const list = document.querySelector(".arrangement .options");
  if (!list) return;
  const answered = document.querySelector(".answered") !== null;
  const isOrder = list.closest(".ordering") !== null;
  const options = Array.from(list.children);
  const sides = Array.from(document.querySelectorAll(".arrangement .left > .side"));
  const card = list.closest(".arrangement").textContent.replace(/\s+/g, "");

  function keep(state) {
    window[SLOT] = state;
    try {
      sessionStorage.setItem(SLOT, JSON.stringify(state));
      return true;
    } catch (refused) {
      return false;
    }
  }

  function kept() {
    let state = window[SLOT];
    try {
      state = state || JSON.parse(sessionStorage.getItem(SLOT));
    } catch (refused) {
      state = null;
    }
    return state && state.card === card ? state : null;
  }

  function shuffled(order) {
    for (let last = order.length - 1; last > 0; last--) {
      const other = Math.floor(Math.random() * (last + 1));
      [order[last], order[other]] = [order[other], order[last]];
    }
    return order;
  }

  function rightPlace(option) {
    return Number(/\bplace-(\d+)/.exec(option.className)[1]) - 1;
  }

  function sign(element, text) {
    let at = element.querySelector(":scope > .at");
    if (!at) {
      at = document.createElement("span");
      at.className = "at";
      element.appendChild(at);
    }
    at.textContent = text;
  }

  function letter(index) {
    return String.fromCharCode("A".charCodeAt(0) + state.order.indexOf(index));
  }

  function show() {
    state.order.forEach((index) => list.appendChild(options[index]));
    options.forEach(function (option, index) {
      const place = state.placed.indexOf(index);
      option.classList.toggle("picked", place >= 0 && !answered);
      sign(option, place < 0 ? "" : String(place + 1));
      if (!answered) option.setAttribute("aria-pressed", String(place >= 0));
    });
    sides.forEach(function (side, place) {
      const index = state.placed[place];
      sign(side, index === null || index === undefined || answered ? "" : letter(index));
    });
  }

  // As the quiz and the exam of ipt-cards count: of an order the steps followed by the right one,
  // of pairs the right ones.
  function right() {
    const at = state.placed.map((index) => (index === null ? null : rightPlace(options[index])));
    if (!isOrder) return [at.filter((place, index) => place === index).length, at.length];
    const follows = at.filter(
      (place, index) => index > 0 && place !== null && at[index - 1] !== null && place === at[index - 1] + 1,
    );
    return [follows.length, at.length - 1];
  }

  function judge() {
    if (state.placed.every((index) => index === null)) return;
    const order = state.placed.map((index) => (index === null ? null : rightPlace(options[index])));
    options.forEach(function (option, index) {
      const place = state.placed.indexOf(index);
      const belongs = rightPlace(option);
      sign(option, isOrder && place >= 0 && place !== belongs ? "yours: " + (place + 1) : "");
      if (isOrder && belongs === 0) return;
      const before = place > 0 ? order[place - 1] : null;
      const well = isOrder ? before !== null && before === belongs - 1 : place === belongs;
      option.classList.add(well ? "well-placed" : "misplaced");
    });
    sides.forEach(function (side, place) {
      const index = state.placed[place];
      if (index === null || rightPlace(options[index]) === place) return;
      const yours = document.createElement("div");
      yours.className = "yours";
      yours.textContent = "yours: " + options[index].querySelector(".text").textContent.trim();
      side.querySelector(".text").appendChild(yours);
    });
    const [points, of] = right();
    const part = document.createElement("p");
    part.className = "part";
    const what = isOrder ? " steps follow the right one" : " pairs";
    part.textContent = points === of ? "\u2713 Right" : points + " of " + of + what;
    list.closest(".places").before(part);
  }

  let state = {
    card: card,
    order: Array.from(options.keys()),
    placed: options.map(() => null),
  };
  if (answered) {
    state = kept() || state;
    show();
    judge();
    return;
  }
  const asWritten = state;
  state = { card: card, order: shuffled(Array.from(options.keys())), placed: options.map(() => null) };
  if (!keep(state)) keep((state = asWritten));
  show();

  function pick(index) {
    const place = state.placed.indexOf(index);
    const free = state.placed.indexOf(null);
    if (place >= 0) state.placed[place] = null;
    else if (free >= 0) state.placed[free] = index;
    keep(state);
    show();
  }

  options.forEach(function (option, index) {
    // AnkiMobile turns the card at a tap, except on elements of its class `tappable`.
    option.classList.add("pickable", "tappable");
    option.setAttribute("role", "button");
    option.addEventListener("click", function (event) {
      if (!event.target.closest("a, button, audio, video")) pick(index);
    });
  });

  // Letters only: digits, space and enter are Anki's. The page may outlive this card.
  document.addEventListener("keydown", function onKey(event) {
    if (!list.isConnected) {
      document.removeEventListener("keydown", onKey);
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.key.length !== 1) return;
    const index = state.order[event.key.toLowerCase().charCodeAt(0) - "a".charCodeAt(0)];
    if (index !== undefined) pick(index);
  });
})();
