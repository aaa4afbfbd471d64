// Cards and their media are fetched while there is a server.
import { drop, write } from "./database.js";
import { beside, form, parsed, quiz, shell } from "./quiz_page.js";
import { mark } from "./review_ids.js";
import { session } from "./session.js";

const MOST_BYTES = 1 << 20; // of a picture, sound or video
const ALL_BYTES = 32 << 20; // of all that are with a page

export async function take() {
  if (!form() || session.away || shell()) return;
  const address = quiz();
  const before = session.done;
  session.done = {}; // what is recorded from now on
  try {
    const answer = await fetch(beside(address, "cards"));
    if (!answer.ok) throw new Error(answer.statusText);
    const found = Object.assign({ quiz: address, mark: mark() }, await answer.json());
    await write("packs", found);
    session.pack = found;
  } catch (error) {
    session.done = Object.assign(before, session.done);
    throw error;
  }
  await write("done", { quiz: address, cards: session.done });
  document.documentElement.dataset.along = String(session.pack.cards.length);
  await takeMedia(session.pack.cards);
  document.documentElement.dataset.media = "taken";
}

function mediaIn(cards) {
  const found = new Set();
  for (const card of cards) {
    for (const html of [card.question, card.answer]) {
      for (const medium of parsed(html).querySelectorAll("[src]")) {
        found.add(medium.getAttribute("src"));
      }
    }
  }
  return found;
}

async function takeMedia(cards) {
  let bytes = 0;
  for (const address of mediaIn(cards)) {
    const answer = await fetch(address);
    const size = Number(answer.headers.get("content-length") || MOST_BYTES + 1);
    if (!answer.ok || size > MOST_BYTES || bytes + size > ALL_BYTES) {
      if (answer.body) await answer.body.cancel();
      await drop("media", address);
      continue;
    }
    bytes += size;
    await write("media", { address: address, blob: await answer.blob() });
  }
}
