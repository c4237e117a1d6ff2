/** `assets/panel.js`: what the settings hold, fetched when they are opened for the first time: the theme, the size of the text, what is folded and shown, the keys, and a way to forget what was read. */
import { choices, choose, chosen, type Choice } from "./choices.ts";
import { make } from "./dom.ts";
import { turnFolds } from "./folds.ts";
import { keyNames, keysAreOn, switchKeys } from "./keys.ts";
import { forgetReading } from "./progress.ts";
import { chosenTheme, chooseTheme, themes } from "./theme.ts";

document.querySelector(".settings .panel")?.append(themeChoice(), ...[choices.size, choices.code, choices.checks, choices.results].map(choiceOf), ...keyChoice(), forgetting());

function themeChoice(): HTMLElement {
  const choices = themes.map((theme) => {
    const input = make("input", { type: "radio", name: "theme", value: theme });
    input.checked = chosenTheme() === theme;
    input.addEventListener("change", () => chooseTheme(theme));
    return make("label", {}, input, `${theme.charAt(0).toUpperCase()}${theme.slice(1)}`);
  });
  return make("fieldset", {}, make("legend", {}, "Theme"), ...choices);
}

/** What follows on the page: folds are opened here, and notes in the margin have other room in another size. */
function choiceOf(choice: Choice): HTMLElement {
  const labels = choice.values.map(([value, words]) => {
    const input = make("input", { type: "radio", name: choice.name, value });
    input.checked = chosen(choice) === value;
    input.addEventListener("change", () => {
      choose(choice, value);
      if (choice === choices.code) turnFolds();
      document.dispatchEvent(new Event("settingchange"));
    });
    return make("label", {}, input, words);
  });
  return make("fieldset", {}, make("legend", {}, choice.legend), ...labels);
}

function keyChoice(): HTMLElement[] {
  const input = make("input", { type: "checkbox" });
  input.checked = keysAreOn();
  input.addEventListener("change", () => switchKeys(input.checked ? "on" : "off"));
  const list = keyNames.flatMap(([keys, does]) => [make("dt", {}, keys), make("dd", {}, does)]);
  return [make("label", {}, input, "Keys"), make("dl", {}, ...list)];
}

function forgetting(): HTMLElement {
  const button = make("button", { type: "button" }, "Forget what I have read");
  button.addEventListener("click", () => {
    forgetReading();
    button.textContent = "Forgotten";
  });
  return button;
}
