// The browser's database: answers that wait, the cards of each quiz, what the server recorded of them,
// and their media.
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

export async function kept(store, mode, work) {
  const db = await opened();
  return new Promise(function (resolve, reject) {
    const all = db.transaction(store, mode, { durability: "strict" });
    const request = work(all.objectStore(store));
    all.oncomplete = () => resolve(request && request.result);
    all.onerror = all.onabort = () => reject(all.error);
  });
}
export const read = (store, key) => kept(store, "readonly", (all) => all.get(key));
export const write = (store, value) => kept(store, "readwrite", (all) => all.put(value));
export const drop = (store, key) => kept(store, "readwrite", (all) => all.delete(key));
export const waiting = () => kept("answers", "readonly", (all) => all.getAll());
