// Shuffles a choice card's options, takes the learner's picks, and shows both again on the back.
//
// Anki on a computer keeps the page between the sides and runs this again on each; phones load a
// new page for each side. So the order and the picks are kept twice: on `window`, and in
// sessionStorage. Where the latter fails, nothing tells whether the back will know the order,
// and the options stay as the field has them: one order that both sides can agree on.
(function () {
  const SLOT = "iptChoice";
  const list = document.querySelector(".choice .options");
  if (!list) return;
  const answered = document.querySelector(".answered") !== null;
  const options = Array.from(list.children);
  // Not the markup, which differs between the sides: Anki drops sounds from the back's repetition.
  const card = list.closest(".choice").textContent.replace(/\s+/g, "");

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

  function show(state) {
    for (const index of state.order) {
      const option = options[index];
      option.classList.toggle("picked", state.picks.includes(index));
      list.appendChild(option);
    }
  }

  const asWritten = { card: card, order: Array.from(options.keys()), picks: [] };
  if (answered) {
    show(kept() || asWritten);
    return;
  }

  let state = { card: card, order: shuffled(Array.from(options.keys())), picks: [] };
  if (!keep(state)) keep((state = asWritten));
  show(state);

  function pick(index) {
    const wasPicked = state.picks.includes(index);
    const others = list.classList.contains("several")
      ? state.picks.filter((picked) => picked !== index)
      : [];
    state.picks = wasPicked ? others : others.concat(index);
    keep(state);
    options.forEach(function (option, at) {
      option.classList.toggle("picked", state.picks.includes(at));
      option.setAttribute("aria-pressed", String(state.picks.includes(at)));
    });
  }

  options.forEach(function (option, index) {
    // AnkiMobile turns the card at a tap, except on elements of its class `tappable`.
    option.classList.add("pickable", "tappable");
    option.setAttribute("role", "button");
    option.setAttribute("aria-pressed", "false");
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
