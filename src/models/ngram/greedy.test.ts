// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { data } from "../../data/files.ts";
import { split } from "../../data/split.ts";
import { train } from "./model.ts";
import { generateGreedily } from "./greedy.ts";

const { train: training } = split(data("moby-dick.txt"));

test.each([
  [1, " the the the the the the the the"],
  [5, " So that the ship was the ship was the s"],
])("without random numbers, order %i writes in a circle", (order, circle) => {
  const { length } = circle;
  const request = { prompt: "Call me Ishmael.", length };
  expect(generateGreedily(train(training, order), request)).toBe(circle);
});

test("a context without a row ends the text", () => {
  const request = { prompt: "abc", length: 9 };
  expect(generateGreedily(train("abcd", 2), request)).toBe("d");
});
//# sourceMappingURL=../../.maps/models/ngram/greedy.test.ts.map
