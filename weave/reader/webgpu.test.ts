/** The program's WebGPU backend in a real Chromium: it does in a page what the CPU does. */
import { join } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { projectFolder } from "../../tangle/index.ts";
import { browserPath } from "../html/browser.ts";

const inProgram = (path: string): string => JSON.stringify(join(projectFolder, "src/backends", path));

/** Says how many cases there were, and which were wrong; in place of that the reason where there is no adapter. */
const program = `
import { openWebGpu } from ${inProgram("webgpu/open.ts")};
import { casesFor, deviation } from ${inProgram("conformance/conformance.ts")};
globalThis.saying = async () => {
  const device = await openWebGpu().catch(({ message }) => message);
  if (typeof device === "string") return device;
  const [cases, wrong] = [casesFor(device), []];
  for (const each of cases) if (!((await deviation(device, each)) <= each.tolerance)) wrong.push(each.name);
  device.close();
  return { cases: cases.length > 900, wrong };
};
`;

async function saidWith(args: readonly string[]): Promise<unknown> {
  const { outputFiles } = await build({ stdin: { contents: program, resolveDir: projectFolder }, bundle: true, write: false, format: "iife", logLevel: "silent" });
  const browser = await chromium.launch({ executablePath: browserPath(), args: ["--no-sandbox", "--no-first-run", "--disable-background-networking", ...args] });
  try {
    const page = await browser.newPage();
    // WebGPU is only where a page cannot be changed on its way: from a file it is
    await page.goto(`file://${join(projectFolder, "weave/html/browser.ts")}`);
    return await page.evaluate(`${outputFiles[0]!.text}; saying();`);
  } finally {
    await browser.close();
  }
}

test("in a page the device does what the CPU does", async () => {
  expect(await saidWith(["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"])).toEqual({ cases: true, wrong: [] });
});

test("a page without an adapter is told so", async () => {
  expect(await saidWith([])).toBe("no adapter was found: there is no graphics processor with a driver, nor one in software");
});
