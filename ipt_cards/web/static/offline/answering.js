// A quiz without its server: cards are asked, and their answers kept, in this browser.
import { drop, read, waiting, write } from "./database.js";
import { lookAfresh, lookNow } from "./delivering.js";
import { judge } from "./judging.js";
import { form, parsed, say } from "./quiz_page.js";
import { isMadeHere, newId } from "./review_ids.js";
import { cardWith, session, showState, toCome } from "./session.js";

async function show(content, buttons, label, notice = "") {
  for (const medium of content.querySelectorAll("[src]")) {
    const address = medium.getAttribute("src");
    const found = await read("media", address);
    if (found) {
      medium.src = URL.createObjectURL(found.blob);
    } else {
      const missing = document.createElement("p");
      missing.className = "hint";
      const name = medium.getAttribute("alt") || medium.getAttribute("aria-label");
      missing.textContent = (name || "A picture") + ": too large to be here, or not here yet.";
      medium.replaceWith(missing);
    }
  }
  const left = (await toCome()).length;
  await showState();
  const screen = form().querySelector("[data-screen]");
  screen.replaceChildren(content);
  screen.setAttribute("aria-label", label);
  form().querySelector(".buttons").replaceChildren(parsed(buttons));
  form().querySelector(".left").textContent = left + " left on this device";
  form().classList.add("alone");
  say(notice);
  document.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true }));
}

async function ask(card) {
  session.away = { card: card, key: card.key, since: Date.now(), answered: false };
  await show(parsed(card.question), card.ask, "Question");
}

export async function next() {
  const [card] = await toCome();
  if (card) {
    await ask(card);
    return;
  }
  session.away = { card: null, key: "", since: Date.now(), answered: false };
  const content = parsed('<div class="face"><h2></h2><p></p></div>');
  content.querySelector("h2").textContent = "No more cards on this device";
  content.querySelector("p").textContent =
    "Your answers join your log when ipt-cards web can be reached again.";
  await show(content, "", "Summary");
}

async function reveal(data) {
  const card = session.away.card;
  const content = parsed(card.answer);
  const isRight = judge(card, data, content, session.pack);
  session.away.answered = true;
  await show(content, isRight === false ? card.again : card.good, "Answer");
}

async function grade(key, written, id) {
  const took = Math.round(Math.min(Math.max(0, Date.now() - session.away.since), 300000));
  // Another tab may have answered the card since it was shown in this one.
  const isOthers = (each) => each.quiz === session.pack.quiz && !isMadeHere(each.id);
  const isOf = (other) => other.card === key && !other.undone;
  const others = (await waiting()).filter(isOthers);
  if (!others.some((other) => isOf(other) && other.at > session.away.since)) {
    await write("answers", {
      id: id || newId(),
      quiz: session.pack.quiz,
      card: key,
      at: Date.now(),
      grade: written,
      took: took,
      sent: Boolean(id),
      undone: false,
    });
  }
  await next();
  lookNow();
}

async function undo() {
  const own = (await waiting()).filter((each) => each.quiz === session.pack.quiz && !each.undone);
  const last = own.pop();
  if (!last) {
    say("What the server has recorded can be taken back when it is there again.");
    return;
  }
  // What was sent may have come in: that it is taken back has to follow.
  if (last.sent) await write("answers", Object.assign(last, { undone: true }));
  else await drop("answers", last.id);
  const card = cardWith(last.card);
  if (!card) {
    await next();
    return;
  }
  session.away = { card: card, key: card.key, since: Date.now() - last.took, answered: true };
  await show(parsed(card.answer), card.good, "Answer", "Taken back.");
}

export async function act(does, data, id) {
  if (!session.away) return; // the server is back, and what was pressed is past
  if (does === "undo") await undo();
  else if (does.startsWith("grade-")) {
    if (session.away.answered) await grade(session.away.key, Number(does.slice(6)), id);
  } else if (["reveal", "type", "choose", "arrange"].includes(does)) {
    if (session.away.card && !session.away.answered) await reveal(data);
    else if (!session.away.card) await next();
  } else say("That needs ipt-cards web, which can't be reached now.");
}

// shown: the card that the server showed last, and since when. pressed: what it was asked for then.
export async function leave(shown, pressed) {
  const label = form().querySelector("[data-screen]").getAttribute("aria-label");
  const card = cardWith(shown.card);
  session.away = { card: card, key: shown.card, since: shown.since, answered: label === "Answer" };
  form().classList.add("alone");
  await showState();
  lookAfresh();
  await act(pressed.does, pressed.data, pressed.id);
}
