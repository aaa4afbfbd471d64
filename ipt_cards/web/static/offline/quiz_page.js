// The quiz's form on the page, and what is said there.
let line = Promise.resolve(); // what is pressed is done in its order

export const form = () => document.getElementById("quiz");
export const quiz = () => form().getAttribute("action");
export const shell = () => document.querySelector("[data-shell]");

export function beside(address, name) {
  const [path, query] = address.split("?");
  return path + "/" + name + (query ? "?" + query : "");
}

export function say(text) {
  const here = form() && !form().hidden ? form() : document;
  const notice = here.querySelector("main [role=status], #quiz [role=status]");
  if (notice) notice.textContent = text;
}

export function parsed(html) {
  const template = document.createElement("template"); // nothing in it loads
  template.innerHTML = html;
  return template.content;
}

export function inLine(work) {
  line = line.then(work).catch(function (error) {
    say("This couldn't be kept on this device: " + error.message + ".");
  });
  return line;
}
