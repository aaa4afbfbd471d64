// The pages as an app that was opened without the server: it shows what is on the device.
import { next } from "./answering.js";
import { kept, read } from "./database.js";
import { lookSoon } from "./delivering.js";
import { form, inLine, say, shell } from "./quiz_page.js";
import { setClock } from "./review_ids.js";
import { session, showState } from "./session.js";

async function open(found) {
  session.pack = found;
  const recorded = await read("done", found.quiz);
  session.done = recorded ? recorded.cards : {};
  setClock(found.mark);
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

export async function openShell() {
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
  lookSoon();
}

export function install() {
  const link = document.createElement("link");
  link.rel = "manifest";
  link.crossOrigin = "use-credentials";
  link.href = "/manifest.webmanifest";
  document.head.append(link);
  navigator.serviceWorker.register("/worker.js").catch(() => {}); // where it may not, it needs none
}
