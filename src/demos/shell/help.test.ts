// Tangled from book/06-stability/09-exercises.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { deepMlpHelp } from "../deep-mlp/options.ts";
import { gradientCheckHelp } from "../gradient-check/options.ts";
import { neuralHelp } from "../mlp-lm/options.ts";
import { helpOf } from "../ngram/options.ts";
import { optimizersHelp } from "../optimizers/options.ts";
import { moonsHelp } from "../two-moons/options.ts";

test.each([["ngram", helpOf], ["two-moons", moonsHelp], ["gradient-check", gradientCheckHelp], ["mlp-lm", neuralHelp], ["optimizers", optimizersHelp], ["deep-mlp", deepMlpHelp]])("%s says on --help how a backend is chosen", (_, help) => {
  expect(help("npm run stage -- 1")).toMatch(/^ {2}--backend NAME +where to compute: native, wasm, cpu, or auto/m);
});
//# sourceMappingURL=../../.maps/demos/shell/help.test.ts.map
