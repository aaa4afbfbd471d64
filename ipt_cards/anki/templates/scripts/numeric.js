// Tells on the back of a numeric card whether the number that was typed is within the tolerance.
// Anki's own comparison, which goes letter by letter, stays for where this doesn't run.
(function () {
  const face = document.querySelector(".numeric");
  if (!face) return;
  const card = document.querySelector(".question").textContent.replace(/\s+/g, "");

  const memory = window.iptKept("iptNumber", card);

  if (!face.classList.contains("answered")) {
    memory.keep({ typed: "" });
    document.addEventListener("input", function onInput(event) {
      if (!face.isConnected) document.removeEventListener("input", onInput);
      else if (event.target.id === "typeans") memory.keep({ typed: event.target.value });
    });
    return;
  }

  // "1 013,25 hPa" and "6.02 × 10²³" as numbers, and what stands after them.
  function read(text) {
    const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    const plain = text
      .replace(/[−–]/g, "-")
      .replace(/⁻(?=[⁰¹²³⁴⁵⁶⁷⁸⁹])/g, "^-")
      .replace(/\^-([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, power) => "^-" + lowered(power))
      .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (power) => "^" + lowered(power))
      .replace(/(\d)[\s\u00a0\u202f'](?=\d{3}(?!\d))/g, "$1");

    function lowered(power) {
      return Array.from(power, (sign) => raised.indexOf(sign)).join("");
    }

    const found = /[-+]?(?:\d[\d.,]*|[.,]\d+)(?:\s*(?:[x×*·]\s*10\s*\^|e)\s*([-+]?\d+))?/i.exec(plain);
    if (!found) return null;
    const power = found[1] === undefined ? 0 : Number(found[1]);
    const figures = /^[-+]?[\d.,]+/.exec(found[0])[0];
    const rest = (plain.slice(0, found.index) + plain.slice(found.index + found[0].length)).trim();
    return { values: readings(figures).map((value) => value * Math.pow(10, power)), rest: rest };
  }

  // A lone separator before three figures may be of thousands or of decimals: either will do.
  function readings(figures) {
    const signs = figures.replace(/[^.,]/g, "");
    const last = Math.max(figures.lastIndexOf("."), figures.lastIndexOf(","));
    if (last < 0) return [Number(figures)];
    const whole = Number(figures.replace(/[.,]/g, ""));
    const decimal = Number(figures.slice(0, last).replace(/[.,]/g, "") + "." + figures.slice(last + 1));
    if (signs.length > 1 && new Set(signs).size === 1) return [whole];
    const thousands = signs.length === 1 && /^[-+]?[1-9]\d{0,2}[.,]\d{3}$/.test(figures);
    return thousands ? [decimal, whole] : [decimal];
  }

  function spelled(unit) {
    return unit.replace(/\s+/g, " ").trim().replace(/^(\p{L}{3,}?)s$/u, "$1");
  }

  const typed = (memory.read() || { typed: "" }).typed;
  if (!typed.trim()) return;
  const written = face.querySelector(".tolerance");
  const tolerance = written ? Number(written.textContent) : 0;
  const number = Number(face.querySelector(".judged-by .number").textContent);
  const unit = face.querySelector(".judged-by .unit").textContent;
  const given = read(typed);
  const slack = tolerance + 1e-9 * Math.abs(number);
  const near = given !== null && given.values.some((value) => Math.abs(value - number) <= slack);
  const sameUnit = given !== null && spelled(given.rest).toLowerCase() === spelled(unit).toLowerCase();
  const verdict = face.querySelector(".verdict");
  verdict.hidden = false;
  if (given === null) {
    verdict.textContent = "Compare: what was typed has no figures";
  } else if (near && (sameUnit || !unit)) {
    verdict.textContent = "\u2713 Right";
    verdict.classList.add("right");
  } else if (near && !given.rest) {
    verdict.textContent = "Half right: the unit is missing";
  } else if (given !== null && given.rest && !sameUnit && unit) {
    verdict.textContent = "Compare the units: " + given.rest + ", " + unit;
  } else {
    verdict.textContent = "\u2717 Not within the tolerance";
    if (!tolerance) verdict.textContent = "\u2717 Another number";
    verdict.classList.add("wrong");
  }
})();
