// Anki's own: it draws the masks on the canvas.
try {
  anki.imageOcclusion.setup();
} catch (error) {
  document.getElementById("err").textContent =
    `The masks can't be drawn. Is your Anki older than 23.10? (${error})`;
}
