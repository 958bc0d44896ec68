/** Small words that read on any ground. */
export function drawNote(context, words, px, py, align, theme) {
  context.font = `11px ${theme.font}`;
  context.textAlign = align;
  context.textBaseline = "bottom";
  context.lineJoin = "round";
  context.strokeStyle = theme.paper;
  context.lineWidth = 3;
  context.strokeText(words, px, py);
  context.fillStyle = theme.soft;
  context.fillText(words, px, py);
}
