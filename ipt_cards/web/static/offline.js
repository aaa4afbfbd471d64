// A quiz page goes on when the server can't be reached: the next cards are with it, and what is
// answered waits in the browser's database, with ids and times of its own, until the server is back.
// An answer is in the database before the next question is shown. The server takes each id once.
(function () {
  "use strict";
  const MOST_BYTES = 1 << 20; // of a picture, sound or video
  const ALL_BYTES = 32 << 20; // of all that are with a page
  const TAKE_AGAIN = 50; // answers after which further cards are fetched
  const AT_ONCE = 100; // answers that are sent together
  const PATIENCE_MS = 8000;
  const FIRST_LOOK_MS = 2000;
  const LAST_LOOK_MS = 30000;
  const GONE = 9; // better than any grade: the card isn't asked again

  let pack = null; // the cards of this page's quiz
  let done = {}; // what the server recorded of them since
  let away = null; // the card that is shown without the server, and since when
  let clock = { mark: "", ahead: 0, last: 0 }; // of the server, by the page's own
  const made = new Set(); // the ids of this page's answers
  let shown = { card: "", since: Date.now() };
  let pressed = null; // what the server was asked for last
  let told = "";
  let line = Promise.resolve(); // what is pressed is done in its order
  let looking = 0;
  let wait = FIRST_LOOK_MS;

  // The database

  let database = null;
  function opened() {
    database ||= new Promise(function (resolve, reject) {
      const request = indexedDB.open("ipt-cards", 1);
      request.onupgradeneeded = function () {
        request.result.createObjectStore("answers", { keyPath: "id" });
        request.result.createObjectStore("packs", { keyPath: "quiz" });
        request.result.createObjectStore("done", { keyPath: "quiz" });
        request.result.createObjectStore("media", { keyPath: "address" });
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return database;
  }

  async function kept(store, mode, work) {
    const db = await opened();
    return new Promise(function (resolve, reject) {
      const all = db.transaction(store, mode, { durability: "strict" });
      const request = work(all.objectStore(store));
      all.oncomplete = () => resolve(request && request.result);
      all.onerror = all.onabort = () => reject(all.error);
    });
  }
  const read = (store, key) => kept(store, "readonly", (all) => all.get(key));
  const write = (store, value) => kept(store, "readwrite", (all) => all.put(value));
  const drop = (store, key) => kept(store, "readwrite", (all) => all.delete(key));
  const waiting = () => kept("answers", "readonly", (all) => all.getAll());

  // Ids: UUIDv7, the device's mark among what is random elsewhere

  function hex(count) {
    const bytes = crypto.getRandomValues(new Uint8Array(count));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function idAt(ms) {
    const time = ms.toString(16).padStart(12, "0");
    const random = hex(6);
    const variant = "89ab"[parseInt(random[0], 16) % 4];
    const [high, low] = [time.slice(0, 8), time.slice(8)];
    const [first, second, last] = [random.slice(1, 4), random.slice(4, 7), random.slice(7, 11)];
    return [high, low, "7" + first, variant + second, clock.mark + last].join("-");
  }

  function newId() {
    clock.last = Math.max(Date.now() + clock.ahead, clock.last + 1);
    const id = idAt(clock.last);
    made.add(id);
    return id;
  }

  // The page

  const form = () => document.getElementById("quiz");
  const quiz = () => form().getAttribute("action");

  function beside(address, name) {
    const [path, query] = address.split("?");
    return path + "/" + name + (query ? "?" + query : "");
  }

  function say(text) {
    const here = form() && !form().hidden ? form() : document;
    const notice = here.querySelector("main [role=status], #quiz [role=status]");
    if (notice) notice.textContent = text;
  }

  async function showState() {
    const line = document.getElementById("offline");
    if (!line) return;
    const count = (await waiting()).filter((answer) => !answer.undone).length;
    const answers = count === 1 ? "1 answer" : count + " answers";
    let text = "";
    if (away && !count) text = "Offline";
    else if (away) text = "Offline, " + answers + " waiting";
    else if (count) text = answers + " waiting for the server";
    line.textContent = told && text ? text + ": " + told : text;
  }

  function look() {
    const here = form();
    if (!here || shell()) return;
    clock.mark = here.dataset.mark;
    clock.ahead = Number(here.dataset.now) - Date.now();
    if (here.dataset.card !== shown.card) shown = { card: here.dataset.card, since: Date.now() };
  }

  // Cards and media are fetched while there is a server

  async function take() {
    if (!form() || away || shell()) return;
    const address = quiz();
    const before = done;
    done = {}; // what is recorded from now on
    try {
      const answer = await fetch(beside(address, "cards"));
      if (!answer.ok) throw new Error(answer.statusText);
      const found = Object.assign({ quiz: address, mark: clock.mark }, await answer.json());
      await write("packs", found);
      pack = found;
    } catch (error) {
      done = Object.assign(before, done);
      throw error;
    }
    await write("done", { quiz: address, cards: done });
    document.documentElement.dataset.along = String(pack.cards.length);
    await takeMedia(pack.cards);
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

  function parsed(html) {
    const template = document.createElement("template"); // nothing in it loads
    template.innerHTML = html;
    return template.content;
  }

  // Without the server

  async function toCome() {
    const last = new Map(Object.entries(done));
    for (const answer of await waiting()) {
      if (answer.quiz !== pack.quiz || answer.undone) continue;
      last.delete(answer.card);
      last.set(answer.card, answer.grade);
    }
    const again = Array.from(last.keys()).filter((card) => last.get(card) < 4);
    const first = pack.cards.filter((card) => !last.has(card.key));
    const drilled = again.map((key) => pack.cards.find((card) => card.key === key));
    return first.concat(drilled.filter(Boolean));
  }

  function cardWith(key) {
    return pack.cards.find((card) => card.key === key) || null;
  }

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
    away = { card: card, key: card.key, since: Date.now(), answered: false };
    await show(parsed(card.question), card.ask, "Question");
  }

  async function next() {
    const [card] = await toCome();
    if (card) {
      await ask(card);
      return;
    }
    away = { card: null, key: "", since: Date.now(), answered: false };
    const content = parsed('<div class="face"><h2></h2><p></p></div>');
    content.querySelector("h2").textContent = "No more cards on this device";
    content.querySelector("p").textContent =
      "Your answers join your log when ipt-cards web can be reached again.";
    await show(content, "", "Summary");
  }

  function addBefore(place, tag, name, text) {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    place.before(element);
    return element;
  }

  // Marks the learner's answer in the card's; whether it is right, or null for who can say.
  function judge(card, data, content) {
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
    addBefore(after, "p", "verdict " + verdict, right ? pack.right : pack.wrong);
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

  async function reveal(data) {
    const card = away.card;
    const content = parsed(card.answer);
    const isRight = judge(card, data, content);
    away.answered = true;
    await show(content, isRight === false ? card.again : card.good, "Answer");
  }

  async function grade(key, written, id) {
    const took = Math.round(Math.min(Math.max(0, Date.now() - away.since), 300000));
    // Another tab may have answered the card since it was shown in this one.
    const others = (await waiting()).filter((each) => each.quiz === pack.quiz && !made.has(each.id));
    const isOf = (other) => other.card === key && !other.undone;
    if (!others.some((other) => isOf(other) && other.at > away.since)) {
      await write("answers", {
        id: id || newId(),
        quiz: pack.quiz,
        card: key,
        at: Date.now(),
        grade: written,
        took: took,
        sent: Boolean(id),
        undone: false,
      });
    }
    await next();
    soon(0);
  }

  async function undo() {
    const own = (await waiting()).filter((each) => each.quiz === pack.quiz && !each.undone);
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
    away = { card: card, key: card.key, since: Date.now() - last.took, answered: true };
    await show(parsed(card.answer), card.good, "Answer", "Taken back.");
  }

  async function act(does, data, id) {
    if (!away) return; // the server is back, and what was pressed is past
    if (does === "undo") await undo();
    else if (does.startsWith("grade-")) {
      if (away.answered) await grade(away.key, Number(does.slice(6)), id);
    } else if (["reveal", "type", "choose", "arrange"].includes(does)) {
      if (away.card && !away.answered) await reveal(data);
      else if (!away.card) await next();
    } else say("That needs ipt-cards web, which can't be reached now.");
  }

  function inLine(work) {
    line = line.then(work).catch(function (error) {
      say("This couldn't be kept on this device: " + error.message + ".");
    });
    return line;
  }

  async function leave() {
    const label = form().querySelector("[data-screen]").getAttribute("aria-label");
    const card = cardWith(shown.card);
    away = { card: card, key: shown.card, since: shown.since, answered: label === "Answer" };
    form().classList.add("alone");
    await showState();
    soon(FIRST_LOOK_MS);
    await act(pressed.does, pressed.data, pressed.id);
  }

  // The server is back

  async function request(address, options) {
    const limit = { signal: AbortSignal.timeout(PATIENCE_MS) };
    return fetch(address, Object.assign(limit, options));
  }

  function soon(ms) {
    clearTimeout(looking);
    looking = setTimeout(lookForServer, ms);
  }

  async function lookForServer() {
    let joined = 0;
    try {
      joined = await deliver();
      wait = FIRST_LOOK_MS;
    } catch {
      wait = Math.min(2 * wait, LAST_LOOK_MS);
      if (away || shell() || (await waiting()).length) soon(wait);
      return;
    }
    await showState();
    if (away ? isQuiet() : shell() || (joined && form())) await inLine(comeBack);
    else if (away || (await waiting()).length) soon(LAST_LOOK_MS);
  }

  // Whether nothing that the learner began would be lost.
  function isQuiet() {
    if (away.answered) return false;
    const begun = form().querySelector(".card :checked:not(option), .card option:checked:not([value=''])");
    const text = form().querySelector("[name=text]");
    return !begun && !(text && text.value);
  }

  async function comeBack() {
    if (away && !isQuiet()) return;
    if (shell()) {
      location.replace(pack ? pack.quiz : location.href);
      return;
    }
    const how = { target: "#main", select: "#main", swap: "outerHTML" };
    try {
      await htmx.ajax("GET", quiz(), how);
    } catch {
      soon(wait);
      return;
    }
    away = null;
    await showState();
    take().catch(() => {}); // another time
  }

  // Sends what waits; how many answers joined the log. Throws where the server isn't there.
  async function deliver() {
    const answer = await request("/offline/hello");
    if (answer.status === 401) {
      told = "this device isn't paired any more";
      for (const store of ["packs", "done", "media"]) {
        await kept(store, "readwrite", (all) => all.clear());
      }
      return 0;
    }
    if (!answer.ok) throw new Error(answer.statusText);
    const hello = await answer.json();
    clock.mark = hello.mark;
    clock.ahead = hello.now - Date.now();
    const all = await waiting();
    let joined = 0;
    told = "";
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
      told = "its deck isn't open there";
      return 0;
    }
    if (!answer.ok) throw new Error(answer.statusText);
    const became = await answer.json();
    for (const id of became.joined.concat(Object.keys(became.refused))) await drop("answers", id);
    const whys = Object.values(became.refused);
    if (whys.length) say(whys.length + " of your answers can't be recorded: " + whys[0] + ".");
    return became.joined.length;
  }

  // What the page does

  document.addEventListener("htmx:configRequest", function (event) {
    if (event.detail.elt !== form()) return;
    const asked = event.detail.parameters;
    const isGrade = String(asked["do"]).startsWith("grade-");
    if (isGrade && !away) asked.review = newId();
    pressed = { does: String(asked["do"] || ""), id: isGrade ? asked.review : "", card: shown.card };
  });

  document.addEventListener("htmx:beforeRequest", function (event) {
    if (event.detail.elt !== form()) return;
    pressed.data = event.detail.requestConfig.formData;
    if (!away) return;
    event.preventDefault();
    const { does, data } = pressed;
    inLine(() => act(does, data, ""));
  });

  function failed(event) {
    if (event.detail.elt !== form() || !pack || pack.quiz !== quiz() || away) return;
    event.preventDefault(); // page.js would say that nothing was recorded
    inLine(leave);
  }
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:timeout", failed);

  document.addEventListener("htmx:afterRequest", function (event) {
    // By now the form that was sent may have made room for the next.
    const { requestConfig, successful } = event.detail;
    if (requestConfig.elt.id !== "quiz" || !successful || !pressed || !pack) return;
    if (pressed.does.startsWith("grade-")) done[pressed.card] = Number(pressed.does.slice(6));
    else if (["suspend", "bury"].includes(pressed.does)) done[pressed.card] = GONE;
    write("done", { quiz: pack.quiz, cards: done });
    if (Object.keys(done).length >= TAKE_AGAIN) take().catch(() => {});
  });

  document.addEventListener("htmx:afterSwap", function () {
    look();
    if (form()) delete done[form().dataset.card]; // taken back, or asked again
  });

  // Links of the quiz lead to the server, too.
  document.addEventListener(
    "click",
    function (event) {
      if (!away || !event.target.closest || !event.target.closest("#quiz a.command")) return;
      event.preventDefault();
      say("That needs ipt-cards web, which can't be reached now.");
    },
    true
  );

  addEventListener("online", () => soon(0));
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden && away) soon(0);
  });

  // An app that was opened without the server shows what is on the device

  const shell = () => document.querySelector("[data-shell]");

  async function open(found) {
    pack = found;
    const recorded = await read("done", found.quiz);
    done = recorded ? recorded.cards : {};
    clock.mark = found.mark;
    form().setAttribute("action", found.quiz);
    form().hidden = false;
    shell().hidden = true;
    await next();
  }

  function named(found) {
    const asked = new URLSearchParams(found.quiz.split("?")[1]);
    const only = asked.getAll("topic").concat(asked.getAll("tag"), asked.has("cram") ? "cram" : []);
    return found.name + (only.length ? " (" + only.join(", ") + ")" : "");
  }

  async function openShell() {
    const packs = await kept("packs", "readonly", (all) => all.getAll());
    const here = packs.find((found) => found.quiz === location.pathname + location.search);
    if (here) await inLine(() => open(here));
    if (packs.length) say("ipt-cards web can't be reached. These cards are on this device:");
    for (const found of here ? [] : packs) {
      const button = document.createElement("button");
      button.textContent = named(found);
      button.addEventListener("click", () => inLine(() => open(found)));
      shell().querySelector(".ways").append(button);
    }
    await showState();
    soon(wait);
  }

  function install() {
    const link = document.createElement("link");
    link.rel = "manifest";
    link.crossOrigin = "use-credentials";
    link.href = "/manifest.webmanifest";
    document.head.append(link);
    navigator.serviceWorker.register("/worker.js").catch(() => {}); // where it may not, it needs none
  }

  async function begin() {
    if (isSecureContext && navigator.serviceWorker) install();
    if (shell()) {
      await openShell();
      return;
    }
    if ((await waiting()).length) await lookForServer();
    await showState();
    if (!pack) await take();
  }
  look(); // before the server's time, which stands in the page, is long past
  const whenIdle = window.requestIdleCallback || ((work) => setTimeout(work, 300));
  whenIdle(() => begin().catch(() => {})); // without a database, the page needs its server
})();
