/** `assets/calibration.js`: the reader's guesses, summed up at a chapter's end. */
import { showCalibration, type Listed } from "./guesses/calibration.ts";

const section = document.querySelector<HTMLElement>("article .calibration");
if (section !== null) showCalibration(section, JSON.parse(section.dataset["guesses"] ?? "[]") as readonly Listed[]);
