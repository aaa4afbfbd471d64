// The quiz as this device knows it: its cards, and what became of them.
import { waiting } from "./database.js";

// pack: the cards of this page's quiz. done: what the server recorded of them since, by card.
// away: the card that is shown without the server, and since when; null while the server is there.
// told: why the server takes nothing.
export const session = { pack: null, done: {}, away: null, told: "" };

export async function showState() {
  const line = document.getElementById("offline");
  if (!line) return;
  const count = (await waiting()).filter((answer) => !answer.undone).length;
  const answers = count === 1 ? "1 answer" : count + " answers";
  let text = "";
  if (session.away && !count) text = "Offline";
  else if (session.away) text = "Offline, " + answers + " waiting";
  else if (count) text = answers + " waiting for the server";
  line.textContent = session.told && text ? text + ": " + session.told : text;
}

export async function toCome() {
  const last = new Map(Object.entries(session.done));
  for (const answer of await waiting()) {
    if (answer.quiz !== session.pack.quiz || answer.undone) continue;
    last.delete(answer.card);
    last.set(answer.card, answer.grade);
  }
  const again = Array.from(last.keys()).filter((card) => last.get(card) < 4);
  const first = session.pack.cards.filter((card) => !last.has(card.key));
  const drilled = again.map((key) => session.pack.cards.find((card) => card.key === key));
  return first.concat(drilled.filter(Boolean));
}

export function cardWith(key) {
  return session.pack.cards.find((card) => card.key === key) || null;
}
