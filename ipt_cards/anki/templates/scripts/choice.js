// Shuffles a choice card's options, takes the learner's picks, and shows both again on the back.
// Where what the front chose can't be kept for the back, the options stay as the field has them: one
// order that both sides can agree on.
(function () {
  const list = document.querySelector(".choice .options");
  if (!list) return;
  const answered = document.querySelector(".answered") !== null;
  const options = Array.from(list.children);
  // Not the markup, which differs between the sides: Anki drops sounds from the back's repetition.
  const card = list.closest(".choice").textContent.replace(/\s+/g, "");

  const memory = window.iptKept("iptChoice", card);

  function show(state) {
    for (const index of state.order) {
      const option = options[index];
      option.classList.toggle("picked", state.picks.includes(index));
      list.appendChild(option);
    }
  }

  const asWritten = { order: Array.from(options.keys()), picks: [] };
  if (answered) {
    show(memory.read() || asWritten);
    return;
  }

  let state = { order: window.iptShuffled(Array.from(options.keys())), picks: [] };
  if (!memory.keep(state)) memory.keep((state = asWritten));
  show(state);

  function pick(index) {
    const wasPicked = state.picks.includes(index);
    const others = list.classList.contains("several")
      ? state.picks.filter((picked) => picked !== index)
      : [];
    state.picks = wasPicked ? others : others.concat(index);
    memory.keep(state);
    options.forEach(function (option, at) {
      option.classList.toggle("picked", state.picks.includes(at));
      option.setAttribute("aria-pressed", String(state.picks.includes(at)));
    });
  }

  options.forEach((option, index) => window.iptPickable(option, () => pick(index)));
  window.iptOnLetter(list, function (place) {
    if (state.order[place] !== undefined) pick(state.order[place]);
  });
})();
