// Tangled from book/03-backpropagation/10-exercises.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { real } from "../../autograd/scalar/arithmetic.ts";
import { mlp } from "../../autograd/scalar/mlp.ts";
import { asTensor, maximum, type Tensor } from "../../tensor-core.ts";
import { answers, descendLayers, layersOf } from "./layers.ts";
import { l2Penalty, moonsLoss, microgradSetting } from "./loss.ts";

const { parameters, ...setting } = microgradSetting(1851);
const relu = (x: Tensor) => maximum(x, 0);

test("all points at once are answered as one by one", () => {
  const inputs = asTensor(setting.points.map(({ x, y }) => [x, y]), { dtype: "float64" });
  const all = answers(layersOf(setting.widths, parameters), relu, inputs).dataSync();
  setting.points.forEach(({ x, y }, i) => expect(all[i]).toBeCloseTo(mlp(real, setting.widths, parameters, [x, y])[0]!, 12));
});

test("it begins at the same loss, and descends", () => {
  const states = [...descendLayers(setting, parameters, { between: relu, rate: 1, steps: 20 })];
  expect(states).toHaveLength(21);
  expect(states[0]!.loss).toBeCloseTo(moonsLoss(real, setting, parameters) - l2Penalty(real, parameters), 12);
  expect(states[20]!.loss).toBeLessThan(states[0]!.loss / 2);
  expect(states[20]!.right).toBeGreaterThan(states[0]!.right);
});
//# sourceMappingURL=../../.maps/models/two-moons/layers.test.ts.map
