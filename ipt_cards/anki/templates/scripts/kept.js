// What a card's front leaves for its back.
//
// Anki on a computer keeps the page between the sides and runs the scripts again on each; phones
// load a new page for each side. So it is kept twice: on `window`, and in sessionStorage.
window.iptKept = function (slot, card) {
  return {
    // Whether the back will know it on a phone, too.
    keep: function (state) {
      window[slot] = Object.assign({ card: card }, state);
      try {
        sessionStorage.setItem(slot, JSON.stringify(window[slot]));
        return true;
      } catch (refused) {
        return false;
      }
    },
    // What was kept of this card; null where it was another one's, or nothing.
    read: function () {
      let state = window[slot];
      try {
        state = state || JSON.parse(sessionStorage.getItem(slot));
      } catch (refused) {
        state = null;
      }
      return state && state.card === card ? state : null;
    },
  };
};

window.iptShuffled = function (order) {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
};

// Letters only: digits, space and enter are Anki's. The page may outlive the card.
window.iptOnLetter = function (element, press) {
  document.addEventListener("keydown", function onKey(event) {
    if (!element.isConnected) {
      document.removeEventListener("keydown", onKey);
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.key.length === 1) press(event.key.toLowerCase().charCodeAt(0) - "a".charCodeAt(0));
  });
};

// AnkiMobile turns the card at a tap, except on elements of its class `tappable`.
window.iptPickable = function (option, pick) {
  option.classList.add("pickable", "tappable");
  option.setAttribute("role", "button");
  option.setAttribute("aria-pressed", "false");
  option.addEventListener("click", function (event) {
    if (!event.target.closest("a, button, audio, video")) pick();
  });
};
