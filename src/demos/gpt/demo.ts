// Tangled from book/08-transformer/08-the-ladder.md. Edit the book, then: npm run tangle
/** Trains a GPT while one watches, times one, or reads the weights of one. */
import { demonstrationOf } from "../shell/demonstration.ts";
import { checkedOptions, givenIn, gptHelp } from "./options.ts";
import { printLogits } from "./reading.ts";
import { timeSteps } from "./timing.ts";
import { topic, trainGpt } from "./training.ts";

/** Runs it and returns its exit code. */
export const demonstrateGpt = demonstrationOf({
  topic,
  givenIn,
  checkedOptions,
  help: gptHelp,
  show: async (given, options, around) => {
    switch (options.kind) {
      case "training": return trainGpt(given, options, around);
      case "timing": return timeSteps(options, around);
      case "reading": return printLogits(options, around);
      default: return options satisfies never;
    }
  },
});
//# sourceMappingURL=../../.maps/demos/gpt/demo.ts.map
