/** The program's WebAssembly backend on several threads in a real Chromium: on a page's main thread, and in a worker as live cells have it. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectFolder } from "../../tangle/index.ts";
import { launchBrowser } from "../html/browser.ts";

/** Says for one and for two threads whether the product is the same, how many threads there are, and why. */
const program = `
import { wasmBackend } from ${JSON.stringify(join(projectFolder, "src/backends/wasm/wasm.ts"))};
import { threadsHere, whyOneThread } from ${JSON.stringify(join(projectFolder, "src/backends/wasm/threads.ts"))};
async function productOn(threads) {
  const on = wasmBackend({ threads, smallest: 1 });
  await on.started();
  const view = (count) => {
    const storage = on.allocate("float32", 200 * 200);
    on.write(storage, Float32Array.from({ length: 200 * 200 }, (_, i) => Math.sin(count * i)));
    return { storage, shape: [1, 200, 200], strides: [40000, 200, 1], offset: 0 };
  };
  const [left, right, output] = [view(1), view(2), view(3)];
  for (let i = 0; i < 100; i++) on.run({ kind: "matmul", left, right, output });
  return on.readSync(output.storage, 0, 40000).join();
}
globalThis.saying = async () => {
  const [most, why] = [threadsHere(), whyOneThread()];
  const same = why === undefined && (await productOn(1)) === (await productOn(2));
  return { several: most > 1 || why === undefined, why, same, alone: (await productOn(1)).length > 0 };
};
`;

let browser: Browser;
let server: Server;
let script: string;

beforeAll(async () => {
  const { outputFiles } = await build({ stdin: { contents: program, resolveDir: projectFolder }, bundle: true, write: false, format: "iife", logLevel: "silent" });
  script = outputFiles[0]!.text;
  server = createServer(({ url = "" }, response) => {
    const isolation = url.startsWith("/isolated") ? { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" } : {};
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...isolation }).end("<!doctype html><title>A page</title>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

/** What the program says on a page, on its main thread or in a worker. */
async function saidOn(path: string, where: "page" | "worker"): Promise<unknown> {
  const page = await browser.newPage();
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
    const text = where === "page" ? `${script}; saying();` : inWorker(`${script}; saying().then(postMessage);`);
    return await page.evaluate(text);
  } finally {
    await page.close();
  }
}

const inWorker = (text: string): string =>
  `new Promise((resolve, reject) => {
    const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(text)}], { type: "text/javascript" })));
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  })`;

test.each(["page", "worker"] as const)("in an isolated page two threads have the same product as one (%s)", async (where) => {
  expect(await saidOn("/isolated", where)).toEqual({ several: true, why: undefined, same: true, alone: true });
});

test("another page has one thread, and says why", async () => {
  const why = "this page is not cross-origin isolated: its server does not send the headers COOP and COEP";
  for (const where of ["page", "worker"] as const) expect(await saidOn("/", where)).toEqual({ several: false, why, same: false, alone: true });
});
