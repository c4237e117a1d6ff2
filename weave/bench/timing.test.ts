import { expect, test } from "vitest";
import { processorSeconds, timed } from "./timing.ts";

test("the times of a shell and of its children are added, minutes included", () => {
  expect(processorSeconds("0m0.25s 0m0.5s\n1m2.000s 0m1.25s\n")).toBeCloseTo(64, 9);
});

test("work counts, and waiting does not; what was said on the way is there", async () => {
  const command = (script: string) => ({ program: process.execPath, args: ["-e", script], cwd: "/" });
  const work = await timed(command("const end = process.cpuUsage().user + 12e5; while (process.cpuUsage().user < end); console.error('done');"));
  expect(work.processor).toBeGreaterThan(1.2);
  expect(work.said).toBe("done\n");
  const wait = await timed(command("setTimeout(() => {}, 900);"));
  expect(wait.seconds).toBeGreaterThan(0.9);
  expect(wait.processor).toBeLessThan(work.processor);
});

test("a command that fails is an error with what it said", async () => {
  await expect(timed({ program: process.execPath, args: ["-e", "console.error('spilt'); process.exit(3)"], cwd: "/" })).rejects.toThrow(/exited with 3:\nspilt/);
});
