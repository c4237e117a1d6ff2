/** Trainings in a real Chromium: they stream, pause, go on after a reload step for step, and cost nothing where the browser keeps nothing. */
import { transformSync } from "esbuild";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { serveFolder, type StaticServer } from "../audit/server.ts";
import { launchBrowser } from "../html/browser.ts";
import { wovenBook, type WovenBook } from "../testing/wovenBook.ts";
import type {} from "./dataStore.ts";
import type { TrainingModule } from "./training/contract.ts";

/** One weight is fitted to three, on points that a generator draws; a step takes as long as `wait` says. */
const line = `import { goal } from "./goal.ts";

export const settings = [
  { name: "seed", value: 1, says: "of the points", range: null, choices: null },
  { name: "rate", value: 0.1, says: "how far a step goes", range: { least: 0.05, most: 0.5, step: 0.05 }, choices: null },
  { name: "wait", value: 5, says: "milliseconds that a step takes", range: { least: 0, most: 20, step: 1 }, choices: null },
];

interface State { w: number; random: number }

export function training({ seed, rate, wait }: any, kept: Uint8Array | null) {
  const state: State = kept === null ? { w: 0, random: seed } : JSON.parse(new TextDecoder().decode(kept));
  return {
    steps: 300,
    advance() {
      for (const end = performance.now() + wait; performance.now() < end; );
      state.random = (state.random * 48271) % 2147483647;
      const x = state.random / 2147483647, miss = (state.w - goal) * x;
      state.w -= rate * miss * x;
      return miss ** 2;
    },
    look: (losses: readonly number[]) => ({
      said: \`weight \${state.w.toFixed(3)}\`,
      sample: \`\${losses.length} losses\`,
      drawings: { fall: \`<svg viewBox="0 0 300 100"><title>The fall</title><path d="M0 \${state.w * 30}H300" stroke="accent"/></svg>\` },
      score: losses.length === 0 ? null : state.w,
    }),
    keep: () => new TextEncoder().encode(JSON.stringify(state)),
  };
}
`;

const texts = {
  "book.yml": "title: A Book\ndate: 2026-01-02\n",
  "contents.md": "# A Book\n\n- [A](01-a/index.md)\n  - [B](01-a/01-b.md)\n",
  "01-a/index.md": `# A

:::figure{#fig-fall train="src/line.ts" alt="A loss falls."}
\`\`\`ts figure="fall"
"not run";
\`\`\`

A loss that falls.
:::

\`\`\`ts file=src/line.ts
${line}\`\`\`

\`\`\`ts file=src/goal.ts
export const goal = 3;
\`\`\`
`,
  "01-a/01-b.md": `# B

:::figure{#fig-later mine="fig-fall fall" alt="The same loss."}
\`\`\`ts figure="later"
"not run";
\`\`\`

The loss again.
:::

:::figure{#fig-rung mine="fig-fall score" alt="A ladder."}
\`\`\`ts figure="rung"
"not run";
\`\`\`

A ladder.
:::
`,
};

/** The losses of the training that nobody interrupts. */
function lossesOf(settings: Readonly<Record<string, number>>): readonly number[] {
  const exported = {} as TrainingModule;
  const code = transformSync(line, { loader: "ts", format: "cjs" }).code;
  new Function("module", "require", code)({ set exports(value: TrainingModule) { Object.defineProperties(exported, Object.getOwnPropertyDescriptors(value)); } }, () => ({ goal: 3 }));
  const one = exported.training({ seed: 1, rate: 0.1, ...settings, wait: 0 }, null);
  return Array.from({ length: one.steps }, () => one.advance() as number);
}

let browser: Browser;
let book: WovenBook;
let server: StaticServer;
let context: BrowserContext;
let page: Page;
const troubles: string[] = [];
const foreign: string[] = [];

beforeAll(async () => {
  [browser, book] = await Promise.all([launchBrowser(), wovenBook(texts)]);
  server = await serveFolder(book.site);
});

afterAll(async () => {
  await browser.close();
  await server.close();
  book.remove();
});

beforeEach(async () => {
  troubles.length = foreign.length = 0;
  context = await browser.newContext();
  page = await opened();
});

afterEach(async () => {
  await context.close();
  expect(troubles).toEqual([]);
  expect(foreign).toEqual([]);
});

const at = (path: string): string => `${server.origin}/${path}`;

async function opened(address = at("01-a/index.html")): Promise<Page> {
  const made = await context.newPage();
  made.on("pageerror", (error) => troubles.push(error.message));
  made.on("request", (request) => {
    if (!request.url().startsWith(server.origin) && !/^(?:blob|file|data):/.test(request.url())) foreign.push(request.url());
  });
  await made.goto(address);
  return made;
}

const offer = (on = page): Locator => on.getByRole("button", { name: "Train it here (Figure 1.1)" });
const panel = (on = page): Locator => on.getByRole("region", { name: "Training of Figure 1.1" });
const button = (name: string, on = page): Locator => panel(on).getByRole("button", { name, exact: true });
const said = (on = page): Promise<string> => panel(on).getByRole("status").first().innerText();
const stepIn = async (on = page): Promise<number> => Number(/Step ([\d,]+)/.exec(await panel(on).locator(".training-counted").innerText())?.[1]?.replaceAll(",", ""));
const reached = (step: number, on = page): Promise<void> => expect.poll(() => stepIn(on)).toBeGreaterThanOrEqual(step);

/** What the browser keeps: by key, the losses. */
async function keptIn(on = page): Promise<Readonly<Record<string, readonly number[]>>> {
  return on.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const database = await asked(indexedDB.open(`${document.documentElement.dataset["book"]}:trainings`));
    const weights = database.transaction("weights").objectStore("weights");
    const [keys, values] = await Promise.all([asked(weights.getAllKeys()), asked(weights.getAll())]);
    database.close();
    return Object.fromEntries(keys.map((key, i) => [String(key), [...values[i].losses]]));
  });
}

async function rested(on = page): Promise<void> {
  await expect.poll(() => panel(on).locator(".live-buttons button").first().innerText()).toMatch(/^(?:Go on|Done|Start)$/);
}

test.each(["from a server", "from the disk"])("a training streams and pauses, and goes on after a reload step for step, %s", async (from) => {
  if (from === "from the disk") await page.goto(book.address("01-a/index.html"));
  await offer().click();
  await reached(20);
  expect(await panel().locator("svg[role=img]").count()).toBe(1);
  expect(await panel().locator("samp").innerText()).toMatch(/^\d+ losses$/);
  await button("Pause").click();
  await rested();
  const left = await stepIn();
  expect(left).toBeLessThan(300);
  await expect.poll(async () => (await keptIn())["fig-fall?rate=0.1&seed=1&wait=5"]?.length).toBe(left);
  await page.reload();
  await expect.poll(() => said()).toBe("This is where you left it. It goes on from here, step for step.");
  expect(await stepIn()).toBe(left);
  await button("Go on").click();
  await reached(300);
  await rested();
  expect(await said()).toBe("Done.");
  await expect.poll(async () => (await keptIn())["fig-fall?rate=0.1&seed=1&wait=5"]).toEqual(lossesOf({}));
});
