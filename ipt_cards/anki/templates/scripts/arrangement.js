// Shuffles the options of an ordering or matching card, lets the learner put each into a place, and
// shows on the back what came of it.
(function () {
  const list = document.querySelector(".arrangement .options");
  if (!list) return;
  const answered = document.querySelector(".answered") !== null;
  const isOrder = list.closest(".ordering") !== null;
  const options = Array.from(list.children);
  const sides = Array.from(document.querySelectorAll(".arrangement .left > .side"));
  const card = list.closest(".arrangement").textContent.replace(/\s+/g, "");

  const memory = window.iptKept("iptArrangement", card);

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

  const asWritten = { order: Array.from(options.keys()), placed: options.map(() => null) };
  let state = asWritten;
  if (answered) {
    state = memory.read() || asWritten;
    show();
    judge();
    return;
  }
  state = { ...asWritten, order: window.iptShuffled(Array.from(options.keys())) };
  if (!memory.keep(state)) memory.keep((state = asWritten));
  options.forEach((option, index) => window.iptPickable(option, () => pick(index)));
  window.iptOnLetter(list, function (place) {
    if (state.order[place] !== undefined) pick(state.order[place]);
  });
  show();

  function pick(index) {
    const place = state.placed.indexOf(index);
    const free = state.placed.indexOf(null);
    if (place >= 0) state.placed[place] = null;
    else if (free >= 0) state.placed[free] = index;
    memory.keep(state);
    show();
  }
})();
