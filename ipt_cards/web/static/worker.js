// Keeps the page that shows this device's cards, and what it loads, for when there is no server.
// SHELL, which the server writes before this, is that page's address and those of what it loads.
"use strict";
const PATIENCE_MS = 5000;
const NAME = "shell " + SHELL.join(" ");

self.addEventListener("install", function (event) {
  const fresh = SHELL.map((address) => new Request(address, { cache: "reload" }));
  event.waitUntil(caches.open(NAME).then((kept) => kept.addAll(fresh)));
  self.skipWaiting();
});

self.addEventListener("activate", function (event) {
  const old = caches.keys().then((names) => names.filter((name) => name !== NAME));
  event.waitUntil(old.then((names) => Promise.all(names.map((name) => caches.delete(name)))));
});

async function page(request) {
  try {
    const reply = await Promise.race([
      fetch(request),
      new Promise((_, reject) => setTimeout(reject, PATIENCE_MS)),
    ]);
    return reply;
  } catch {
    return (await caches.match(SHELL[0])) || Response.error();
  }
}

async function file(request) {
  return (await caches.match(request)) || fetch(request);
}

self.addEventListener("fetch", function (event) {
  const request = event.request;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (SHELL.includes(address.pathname)) event.respondWith(file(request));
});
