// What the learner answered, marked in the card's answer.

function addBefore(place, tag, name, text) {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  place.before(element);
  return element;
}

// Marks the learner's answer in the card's; whether it is right, or null for who can say.
export function judge(card, data, content, verdicts) {
  const question = content.querySelector(".question");
  const after = document.createComment("");
  question.after(after);
  if (card.kind === "typed") {
    const text = (data.get("text") || "").trim();
    if (!text) return false;
    const typed = addBefore(after, "p", "typed-answer", "");
    typed.dir = "auto";
    typed.append(Object.assign(document.createElement("span"), { className: "label" }), " ");
    typed.firstChild.textContent = "You typed";
    typed.append(text);
    addBefore(after, "p", "hint", "Without the server nothing judges it: compare, and grade.");
    return null;
  }
  let given = [];
  if (card.kind === "choice") given = data.getAll("option").map(Number);
  else if (card.kind !== "thought") given = data.getAll("place");
  if (card.kind === "thought") return null;
  if (!given.some((each) => each !== "")) return false;
  const right =
    card.kind === "choice"
      ? given.length === card.right.length && given.every((each) => card.right.includes(each))
      : card.right.every((each, place) => given[place] === String(each));
  const verdict = right ? "right" : "wrong";
  addBefore(after, "p", "verdict " + verdict, right ? verdicts.right : verdicts.wrong);
  if (card.kind === "choice") markChosen(content, given);
  else markPlaced(card, content, given);
  return right;
}

function markChosen(content, given) {
  const options = content.querySelectorAll(".option");
  for (const place of given) {
    options[place].classList.add("chosen");
    const pick = document.createElement("p");
    pick.className = "pick";
    pick.textContent = "Your pick";
    options[place].querySelector(".text").append(pick);
  }
}

function markPlaced(card, content, given) {
  content.querySelectorAll(".arranged > li").forEach(function (row, place) {
    const yours = document.createElement("span");
    yours.className = "yours";
    if (card.kind === "order") {
      const had = given.indexOf(String(card.right[place]));
      if (had !== place && had >= 0) yours.textContent = "yours: " + (had + 1) + ".";
    } else if (given[place] !== "" && given[place] !== String(card.right[place])) {
      yours.textContent = "yours: " + String.fromCharCode(97 + Number(given[place]));
    }
    if (yours.textContent) row.append(yours);
  });
}
