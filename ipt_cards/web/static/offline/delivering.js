// Answers that wait go to the server as soon as it is there again, and the page back to it.
import { drop, kept, waiting, write } from "./database.js";
import { beside, form, inLine, quiz, say, shell } from "./quiz_page.js";
import { idAt, setClock } from "./review_ids.js";
import { session, showState } from "./session.js";
import { take } from "./taking.js";

const AT_ONCE = 100; // answers that are sent together
const PATIENCE_MS = 8000;
const FIRST_LOOK_MS = 2000;
const LAST_LOOK_MS = 30000;

let looking = 0;
let wait = FIRST_LOOK_MS;

export const lookNow = () => soon(0);
export const lookSoon = () => soon(wait);

export function lookAfresh() {
  wait = FIRST_LOOK_MS;
  soon(wait);
}

async function request(address, options) {
  const limit = { signal: AbortSignal.timeout(PATIENCE_MS) };
  return fetch(address, Object.assign(limit, options));
}

function soon(ms) {
  clearTimeout(looking);
  looking = setTimeout(lookForServer, ms);
}

export async function lookForServer() {
  let joined = 0;
  try {
    joined = await deliver();
    wait = FIRST_LOOK_MS;
  } catch {
    wait = Math.min(2 * wait, LAST_LOOK_MS);
    if (session.away || shell() || (await waiting()).length) soon(wait);
    return;
  }
  await showState();
  if (session.away ? isQuiet() : shell() || (joined && form())) await inLine(comeBack);
  else if (session.away || (await waiting()).length) soon(LAST_LOOK_MS);
}

// Whether nothing that the learner began would be lost.
function isQuiet() {
  if (session.away.answered) return false;
  const begun = form().querySelector(".card :checked:not(option), .card option:checked:not([value=''])");
  const text = form().querySelector("[name=text]");
  return !begun && !(text && text.value);
}

async function comeBack() {
  if (session.away && !isQuiet()) return;
  if (shell()) {
    location.replace(session.pack ? session.pack.quiz : location.href);
    return;
  }
  const how = { target: "#main", select: "#main", swap: "outerHTML" };
  how.selectOOB = "#unread:innerHTML";
  try {
    await htmx.ajax("GET", quiz(), how);
  } catch {
    soon(wait);
    return;
  }
  session.away = null;
  await showState();
  take().catch(() => {}); // another time
}

// Sends what waits; how many answers joined the log. Throws where the server isn't there.
async function deliver() {
  const answer = await request("/offline/hello");
  if (answer.status === 401) {
    session.told = "this device isn't paired any more";
    for (const store of ["packs", "done", "media"]) {
      await kept(store, "readwrite", (all) => all.clear());
    }
    return 0;
  }
  if (!answer.ok) throw new Error(answer.statusText);
  const hello = await answer.json();
  setClock(hello.mark, hello.now);
  const all = await waiting();
  let joined = 0;
  session.told = "";
  for (const address of new Set(all.map((each) => each.quiz))) {
    const own = all.filter((each) => each.quiz === address);
    for (let first = 0; first < own.length; first += AT_ONCE) {
      joined += await send(address, own.slice(first, first + AT_ONCE), hello);
    }
  }
  return joined;
}

async function send(address, answers, hello) {
  const sent = [];
  for (const each of answers) {
    // Paired anew, a browser that lost its cookie is another device.
    const own = each.id.slice(24, 32) === hello.mark;
    const id = own ? each.id : idAt(parseInt(each.id.replace("-", "").slice(0, 12), 16));
    const renamed = Object.assign({}, each, { id: id, sent: true });
    if (!own) await drop("answers", each.id);
    await write("answers", renamed);
    sent.push(renamed);
  }
  const body = new URLSearchParams({ csrf: hello.csrf, answers: JSON.stringify(sent) });
  const answer = await request(beside(address, "answers"), { method: "POST", body: body });
  if (answer.status === 404) {
    session.told = "its deck isn't open there";
    return 0;
  }
  if (!answer.ok) throw new Error(answer.statusText);
  const became = await answer.json();
  for (const id of became.joined.concat(Object.keys(became.refused))) await drop("answers", id);
  const whys = Object.values(became.refused);
  if (whys.length) say(whys.length + " of your answers can't be recorded: " + whys[0] + ".");
  return became.joined.length;
}
