import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { askedThread, onThread } from "./thread.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "thread-")));
writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
afterAll(() => rmSync(folder, { recursive: true }));

/** A module of TypeScript, which a thread has to be taught. */
function module(name: string, body: string): string {
  const path = join(folder, `${name}.ts`);
  writeFileSync(path, `import { parentPort, workerData } from "node:worker_threads";\nconst given: unknown = workerData;\n${body}\n`);
  return path;
}

test("a thread gives a copy of what it makes of a copy of what it is given", async () => {
  const given = new Map([["cup", [1, 2, 3]]]);
  const { made } = onThread<ReadonlyMap<string, readonly number[]>>(module("double", "parentPort?.postMessage(new Map([...(given as Map<string, number[]>)].map(([name, all]) => [name, all.map((x) => 2 * x)])));"), given);
  expect(await made).toEqual(new Map([["cup", [2, 4, 6]]]));
  expect(given.get("cup")).toEqual([1, 2, 3]);
});

test("what it throws is thrown to who waits for it, and is no error where nobody does", async () => {
  const path = module("spill", 'throw new Error(`spilled ${String(given)}`);');
  const unheard = onThread(path, 1);
  await expect(onThread(path, 2).made).rejects.toThrow("spilled 2");
  await unheard.made.catch(() => undefined);
});

test("one that would never end is stopped, and who waits for it is told", async () => {
  const thread = onThread(module("forever", "setInterval(() => given, 1);"), null);
  thread.stop();
  await expect(thread.made).rejects.toThrow(/^internal: the thread of .*forever\.ts ended before it had made anything$/);
});

test("so is who waits for one that makes nothing", async () => {
  await expect(onThread(module("nothing", "void given;"), null).made).rejects.toThrow(/nothing\.ts ended before/);
});

test("one that is asked answers in turn, keeps what it knows, and is started again after it has failed", async () => {
  const thread = askedThread<number, number>(module("sum", 'let sum = 0;\nparentPort?.on("message", (add: number) => {\n  if (add < 0) throw new Error("spilled");\n  parentPort?.postMessage((sum += add));\n});'));
  expect(await Promise.all([thread.ask(1), thread.ask(2), thread.ask(3)])).toEqual([1, 3, 6]);
  const [failed, next] = await Promise.allSettled([thread.ask(-1), thread.ask(4)]);
  expect(failed).toMatchObject({ reason: new Error("spilled") });
  expect(next).toEqual({ status: "fulfilled", value: 4 });
  thread.stop();
});
