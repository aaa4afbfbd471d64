// Ids of answers: UUIDv7 by the server's clock, the device's mark among what is random elsewhere.
const clock = { mark: "", ahead: 0, last: 0 }; // ahead: of the page's own clock, in ms
const made = new Set(); // the ids of this page's answers

export const mark = () => clock.mark;
export const isMadeHere = (id) => made.has(id);

// now: the server's, where it tells it.
export function setClock(mark, now = null) {
  clock.mark = mark;
  if (now !== null) clock.ahead = now - Date.now();
}

function hex(count) {
  const bytes = crypto.getRandomValues(new Uint8Array(count));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function idAt(ms) {
  const time = ms.toString(16).padStart(12, "0");
  const random = hex(6);
  const variant = "89ab"[parseInt(random[0], 16) % 4];
  const [high, low] = [time.slice(0, 8), time.slice(8)];
  const [first, second, last] = [random.slice(1, 4), random.slice(4, 7), random.slice(7, 11)];
  return [high, low, "7" + first, variant + second, clock.mark + last].join("-");
}

export function newId() {
  clock.last = Math.max(Date.now() + clock.ahead, clock.last + 1);
  const id = idAt(clock.last);
  made.add(id);
  return id;
}
