// A quiz page goes on when the server can't be reached: the next cards are with it, and what is
// answered waits in the browser's database, with ids and times of its own, until the server is back.
// An answer is in the database before the next question is shown. The server takes each id once.
import { act, leave } from "./offline/answering.js";
import { install, openShell } from "./offline/app.js";
import { waiting, write } from "./offline/database.js";
import { lookForServer, lookNow } from "./offline/delivering.js";
import { form, inLine, quiz, say, shell } from "./offline/quiz_page.js";
import { newId, setClock } from "./offline/review_ids.js";
import { session, showState } from "./offline/session.js";
import { take } from "./offline/taking.js";

const TAKE_AGAIN = 50; // answers after which further cards are fetched
const GONE = 9; // better than any grade: the card isn't asked again

let shown = { card: "", since: Date.now() };
let pressed = null; // what the server was asked for last

function look() {
  const here = form();
  if (!here || shell()) return;
  setClock(here.dataset.mark, Number(here.dataset.now));
  if (here.dataset.card !== shown.card) shown = { card: here.dataset.card, since: Date.now() };
}

document.addEventListener("htmx:configRequest", function (event) {
  if (event.detail.elt !== form()) return;
  const asked = event.detail.parameters;
  const isGrade = String(asked["do"]).startsWith("grade-");
  if (isGrade && !session.away) asked.review = newId();
  pressed = { does: String(asked["do"] || ""), id: isGrade ? asked.review : "", card: shown.card };
});

document.addEventListener("htmx:beforeRequest", function (event) {
  if (event.detail.elt !== form()) return;
  pressed.data = event.detail.requestConfig.formData;
  if (!session.away) return;
  event.preventDefault();
  const { does, data } = pressed;
  inLine(() => act(does, data, ""));
});

function failed(event) {
  const { pack, away } = session;
  if (event.detail.elt !== form() || !pack || pack.quiz !== quiz() || away) return;
  event.preventDefault(); // page.js would say that nothing was recorded
  inLine(() => leave(shown, pressed));
}
document.addEventListener("htmx:sendError", failed);
document.addEventListener("htmx:timeout", failed);

document.addEventListener("htmx:afterRequest", function (event) {
  // By now the form that was sent may have made room for the next.
  const { requestConfig, successful } = event.detail;
  if (requestConfig.elt.id !== "quiz" || !successful || !pressed || !session.pack) return;
  if (pressed.does.startsWith("grade-")) session.done[pressed.card] = Number(pressed.does.slice(6));
  else if (["suspend", "bury"].includes(pressed.does)) session.done[pressed.card] = GONE;
  write("done", { quiz: session.pack.quiz, cards: session.done });
  if (Object.keys(session.done).length >= TAKE_AGAIN) take().catch(() => {});
});

document.addEventListener("htmx:afterSwap", function () {
  look();
  if (form()) delete session.done[form().dataset.card]; // taken back, or asked again
});

// Links of the quiz lead to the server, too.
document.addEventListener(
  "click",
  function (event) {
    if (!session.away || !event.target.closest || !event.target.closest("#quiz a.command")) return;
    event.preventDefault();
    say("That needs ipt-cards web, which can't be reached now.");
  },
  true
);

addEventListener("online", lookNow);
document.addEventListener("visibilitychange", function () {
  if (!document.hidden && session.away) lookNow();
});

async function begin() {
  if (isSecureContext && navigator.serviceWorker) install();
  if (shell()) {
    await openShell();
    return;
  }
  if ((await waiting()).length) await lookForServer();
  await showState();
  if (!session.pack) await take();
}
look(); // before the server's time, which stands in the page, is long past
const whenIdle = window.requestIdleCallback || ((work) => setTimeout(work, 300));
whenIdle(() => begin().catch(() => {})); // without a database, the page needs its server
