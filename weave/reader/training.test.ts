/** Trainings in a real Chromium: they stream, pause, go on after a reload step for step, and cost nothing where the browser keeps nothing. */
import { transformSync } from "esbuild";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readersOf, soon, trainingsIn, violations } from "../testing/readers.ts";
import { wovenBook } from "../testing/wovenBook.ts";
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

:::figure{#fig-rung mine="fig-fall score" judged="on one point, and the printed ones on all" alt="A ladder."}
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

const readers = readersOf(() => wovenBook(texts));
let context: BrowserContext;
let page: Page;

const at = (path: string): string => `${readers.origin()}/${path}`;
const opened = (address = at("01-a/index.html")): Promise<Page> => readers.open(address, context);

beforeEach(async () => {
  context = await readers.arrive();
  page = await opened();
});

// nothing leaves the page
afterEach(() => expect(readers.asked.filter((address) => !address.startsWith(readers.origin()) && !/^(?:blob|file|data):/.test(address))).toEqual([]));

const offer = (on = page): Locator => on.getByRole("button", { name: "Train it here (Figure 1.1)" });
const panel = (on = page): Locator => on.getByRole("region", { name: "Training of Figure 1.1" });
const button = (name: string, on = page): Locator => panel(on).getByRole("button", { name, exact: true });
const said = (on = page): Promise<string> => panel(on).getByRole("status").first().innerText();
const stepIn = async (on = page): Promise<number> => Number(/Step ([\d,]+)/.exec(await panel(on).locator(".training-counted").innerText())?.[1]?.replaceAll(",", ""));
const reached = (step: number, on = page): Promise<void> => soon(() => stepIn(on)).toBeGreaterThanOrEqual(step);

/** What the browser keeps: by key, the losses. */
const keptIn = async (on = page): Promise<Readonly<Record<string, readonly number[]>>> =>
  Object.fromEntries([...(await trainingsIn(on, "weights"))].map(([key, { losses }]) => [key, [...losses]]));

async function rested(on = page): Promise<void> {
  await soon(() => panel(on).locator(".live-buttons button").first().innerText()).toMatch(/^(?:Go on|Done|Start)$/);
}

const usual = "fig-fall?rate=0.1&seed=1&wait=5";

const setSpeed = (speed: string, on = page): Promise<unknown> => panel(on).getByLabel("Speed").selectOption(speed);

/** Starts it so slowly that it cannot end before it is left, however busy the machine is, and waits for a step. */
async function startedTo(step: number): Promise<void> {
  await offer().click();
  await setSpeed("10 steps a second");
  await reached(step);
}

/** Leaves it where it is, to go on as fast as it goes. */
async function left(on = page): Promise<number> {
  await button("Pause", on).click();
  await rested(on);
  await setSpeed("as fast as it goes", on);
  return stepIn(on);
}

test.each(["from a server", "from the disk"])("a training streams and pauses, and goes on after a reload step for step, %s", async (from) => {
  if (from === "from the disk") await page.goto(readers.book().address("01-a/index.html"));
  await startedTo(20);
  expect(await panel().locator("svg[role=img]").count()).toBe(1);
  expect(await panel().locator("samp").innerText()).toMatch(/^\d+ losses$/);
  const step = await left();
  expect(step).toBeLessThan(300);
  await soon(async () => (await keptIn())[usual]?.length).toBe(step);
  await page.reload();
  await soon(() => said()).toBe("This is where you left it. It goes on from here, step for step.");
  expect(await stepIn()).toBe(step);
  await button("Go on").click();
  await reached(300);
  await rested();
  expect(await said()).toBe("Done.");
  await soon(async () => (await keptIn())[usual]).toEqual(lossesOf({}));
});

test("a page that is closed while it trains loses no more than what it has not kept yet, and goes on step for step", async () => {
  await startedTo(1);
  // what is kept while it runs is kept every two seconds at most
  await soon(async () => (await keptIn())[usual]?.length ?? 0).toBeGreaterThan(0);
  await page.close();
  page = await opened();
  await soon(() => said()).toBe("This is where you left it. It goes on from here, step for step.");
  await button("Go on").click();
  await soon(async () => (await keptIn())[usual]).toEqual(lossesOf({}));
});

test("before a click nothing of it is loaded", async () => {
  const asked = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name.replace(/.*\//, "")));
  expect(asked.filter((name) => /^train|^worker|^drawing/.test(name))).toEqual([]);
});

test("a speed is kept to, and one step is one step", async () => {
  await startedTo(1);
  await left();
  await setSpeed("10 steps a second");
  await button("Go on").click();
  const [from, began] = [await stepIn(), performance.now()];
  await reached(from + 5);
  // never more than so many a second; how many fewer is the machine's affair
  expect(await stepIn() - from).toBeLessThanOrEqual((performance.now() - began) / 100 + 2);
  const before = await left();
  await button("One step").click();
  await soon(() => stepIn()).toBe(before + 1);
  await rested();
  expect(await stepIn()).toBe(before + 1);
});

test("other settings are another training, and the first is there when they are set back", async () => {
  await startedTo(5);
  const step = await left();
  const seed = panel().getByLabel(/^seed/);
  await seed.fill("7");
  await seed.press("Tab");
  await soon(() => stepIn()).toBe(0);
  await button("Start").click();
  await reached(300);
  await soon(async () => (await keptIn())["fig-fall?rate=0.1&seed=7&wait=5"]).toEqual(lossesOf({ seed: 7 }));
  await seed.fill("1");
  await seed.press("Tab");
  await soon(() => stepIn()).toBe(step);
  expect((await keptIn())[usual]).toHaveLength(step);
});

test("a link is an experiment: whoever opens it finds it set, starts it, and gets the same losses; what was kept before stays", async () => {
  await startedTo(5);
  const step = await left();
  const shared = await opened(at("01-a/index.html#train=fig-fall&seed=3&rate=0.2&wait=0&else=1"));
  await soon(() => said(shared)).toBe("This experiment came with the link. It runs when you press Start.");
  expect(await panel(shared).getByLabel(/^rate/).inputValue()).toBe("0.2");
  await button("Start", shared).click();
  await reached(300, shared);
  await soon(async () => (await keptIn())["fig-fall?rate=0.2&seed=3&wait=0"]).toEqual(lossesOf({ seed: 3, rate: 0.2 }));
  expect((await keptIn())[usual]).toHaveLength(step);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await button("Copy link", shared).click();
  await soon(() => said(shared)).toBe("The link to this experiment is copied.");
  expect(await shared.evaluate(() => navigator.clipboard.readText())).toBe(at("01-a/index.html#train=fig-fall&seed=3&rate=0.2&wait=0"));
});

test("a link with what cannot be set has what the book sets", async () => {
  await page.goto(at("01-a/01-b.html"));
  await page.goto(at("01-a/index.html#train=fig-fall&seed=1.5&rate=7&wait=many"));
  await soon(() => said()).toBe("This experiment came with the link. It runs when you press Start.");
  expect(await Promise.all(["seed", "rate", "wait"].map((name) => panel().getByLabel(new RegExp(`^${name}`)).inputValue()))).toEqual(["1", "0.1", "5"]);
});

test("two pages do not overwrite each other: one goes on where the other is, which then says so, trains on, and keeps nothing", async () => {
  await startedTo(5);
  const step = await left();
  const other = await opened();
  await soon(() => said(other)).toBe("This is where you left it. It goes on from here, step for step.");
  await button("One step").click();
  await soon(async () => (await keptIn())[usual]?.length).toBe(step + 1);
  await button("Go on", other).click();
  await reached(300, other);
  await soon(async () => (await keptIn())[usual]).toEqual(lossesOf({}));
  await button("One step").click();
  await soon(() => panel().getByRole("status").last().innerText()).toBe("Another page has kept this training too. What you train here is not kept, so that neither overwrites the other.");
  expect(await stepIn()).toBe(step + 2);
  expect((await keptIn())[usual]).toEqual(lossesOf({}));
  // Reset forgets only what the page has kept itself, and what is forgotten in one page begins anew in the other
  await button("Reset").click();
  await soon(() => said()).toBe("Another page has kept this training since. This is where it stands.");
  expect(await stepIn()).toBe(300);
  await button("Reset", other).click();
  await soon(() => said(other)).toBe("Forgotten: it begins anew.");
  await button("Reset").click();
  await soon(() => said()).toBe("Forgotten: it begins anew.");
  expect(await keptIn()).toEqual({});
  await button("One step").click();
  await soon(async () => (await keptIn())[usual]?.length).toBe(1);
});

test("Reset forgets it, and it begins anew", async () => {
  await startedTo(5);
  await left();
  await button("Reset").click();
  await soon(() => said()).toBe("Forgotten: it begins anew.");
  expect(await keptIn()).toEqual({});
  expect(await stepIn()).toBe(0);
  await page.reload();
  expect(await offer().isVisible()).toBe(true);
  expect(await panel().count()).toBe(0);
});

test.each([
  ["refuses to keep anything", 'Object.defineProperty(IDBFactory.prototype, "open", { value() { throw new DOMException("no", "SecurityError"); } });', "This browser keeps nothing for this page: the training is lost when you leave it."],
  ["has no room", 'Object.defineProperty(IDBObjectStore.prototype, "put", { value() { throw new DOMException("full", "QuotaExceededError"); } });', "The browser has no room for this training: it is not kept when you leave the page."],
])("where the browser %s it is said, and costs nothing", async (_, script, words) => {
  await page.addInitScript(script);
  await page.reload();
  await offer().click();
  await reached(300);
  await soon(() => panel().getByRole("status").last().innerText()).toBe(words);
  expect(await said()).toBe("Done.");
});

test("later figures offer what was trained, and give back what is printed", async () => {
  await page.goto(at("01-a/01-b.html"));
  expect(await page.getByRole("group", { name: "Whose result is shown" }).count()).toBe(0);
  await page.goto(at("01-a/index.html"));
  await startedTo(5);
  const step = await left();
  await soon(async () => (await keptIn())[usual]?.length).toBe(step);
  await page.goto(at("01-a/01-b.html"));
  const [later, rung] = [page.locator("#fig-later"), page.locator("#fig-rung")];
  await later.getByRole("button", { name: "Mine" }).click();
  await soon(() => later.getByRole("status").innerText()).toBe(`Yours, after step ${step} of 300, with seed 1, rate 0.1, wait 5.`);
  expect(await later.locator("svg[role=img] title").first().textContent()).toBe("The fall");
  await rung.getByRole("button", { name: "Mine" }).click();
  await soon(() => rung.getByRole("status").innerText()).toMatch(new RegExp(`^Yours, \\d\\.\\d\\d, after step ${step} of 300, with seed 1, rate 0\\.1, wait 5\\. Judged on one point, and the printed ones on all\\.$`));
  await later.getByRole("button", { name: "Printed" }).click();
  expect(await later.locator("svg[role=img]").count()).toBe(0);
});

test("a training whose module fails says why", async () => {
  await page.route("**/modules/*.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace("advance() {", 'advance() { throw new RangeError(\\"no step\\");') });
  });
  await offer().click();
  await soon(() => said()).toBe("RangeError: no step");
  expect(await button("Start").isEnabled()).toBe(true);
});

test("the keyboard reaches all of it, on a phone nothing stands out, and axe finds nothing, in light and dark", async () => {
  await page.setViewportSize({ width: 390, height: 800 });
  await offer().focus();
  await page.keyboard.press("Enter");
  await panel().waitFor();
  // by a script, since the focus stays where it is
  await panel().getByLabel("Speed").evaluate((select: HTMLSelectElement) => {
    select.selectedIndex = 1;
    select.dispatchEvent(new Event("change"));
  });
  await reached(5);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Pause");
  await page.keyboard.press("Space");
  await rested();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("One step");
  const outside = await panel().evaluate((all) => [...all.querySelectorAll<HTMLElement>(":scope *:not(svg *, .hidden)")].filter((each) => each.getBoundingClientRect().right > all.getBoundingClientRect().right + 1).map(({ outerHTML }) => outerHTML));
  expect(outside).toEqual([]);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page, ".training")).toEqual([]);
  }
});

test("without scripts and in print there is nothing of it", async () => {
  const without = await readers.open(at("01-a/index.html"), { javaScriptEnabled: false });
  expect(await without.locator(".train-offer, .training").count()).toBe(0);
  await page.emulateMedia({ media: "print" });
  expect(await offer().isVisible()).toBe(false);
});
