import { expect, test } from "vitest";
import { endFailure } from "./endings.ts";

const limits = { seconds: 60, megabytes: 1000 };
const notices = [
  "Warning: maxDynamicUniformBuffersPerPipelineLayout artificially reduced from 1000000 to 16 to fit dynamic offset allocation limit.",
  "Warning: maxDynamicStorageBuffersPerPipelineLayout artificially reduced from 1000000 to 16 to fit dynamic offset allocation limit.",
].join("\n");

const ended = (said: string) => endFailure({ reason: "ended", code: 0, signal: null, said } as Parameters<typeof endFailure>[0], limits as Parameters<typeof endFailure>[1], { isDone: true, subject: "the cell" });

test.each(["", `${notices}\n`, notices])("a section may say nothing past `console` but what Dawn says of an adapter", (said) => {
  expect(ended(said)).toBeNull();
});

test("what else stands beside it is lost, and told", () => {
  expect(ended(`${notices}\nWarning: the rest\n`)).toMatchObject({ code: "lost-output", notes: ["it wrote: Warning: the rest"] });
});
