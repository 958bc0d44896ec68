/** A few buttons of which one is pressed. */

/**
 * @param {HTMLElement} parent
 * @param {string} name
 * @param {string[]} choices the first is pressed at the beginning
 * @param {(choice: string) => void} onChoose
 */
export function createSwitch(parent, name, choices, onChoose) {
  const group = document.createElement("div");
  group.className = "picture-switch";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", name);
  const buttons = choices.map((choice, i) => {
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.textContent = choice;
    button.ariaPressed = String(i === 0);
    button.addEventListener("click", () => {
      press(i);
      onChoose(choice);
    });
    group.append(button);
    return button;
  });
  parent.append(group);

  /** Shows another one as pressed. @param {number} index */
  function press(index) {
    for (const [i, button] of buttons.entries()) button.ariaPressed = String(i === index);
  }
  return { press };
}
