/** For tests: DAISY Ace over an EPUB, with the project's own browser in the place of the one that Ace would download. */
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";

/** What Ace asks of a browser: https://github.com/daisy/ace, packages/ace-axe-runner-puppeteer */
interface AxeRunner {
  readonly concurrency: number;
  readonly setTimeout: (milliseconds: string) => void;
  readonly launch: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly run: (url: string, scripts: readonly string[], scriptContents: readonly string[]) => Promise<unknown>;
}

interface AceReport {
  readonly assertions: readonly {
    readonly "earl:testSubject": { readonly url: string };
    readonly assertions?: readonly { readonly "earl:test": { readonly "earl:impact": string; readonly "dct:title": string }; readonly "earl:result": { readonly "dct:description"?: string } }[];
  }[];
}

type Ace = (epub: string, options: Readonly<Record<string, unknown>>, runner: AxeRunner) => Promise<readonly [string, AceReport]>;

/** Everything that Ace objects to: `serious: epub-lang: content.opf: what is wrong`. */
export async function aceViolations(epub: string, browser: Browser): Promise<readonly string[]> {
  const ace = createRequire(import.meta.url)("@daisy/ace-core") as Ace;
  const outdir = mkdtempSync(join(tmpdir(), "ace-"));
  try {
    const [, report] = await ace(epub, { cwd: process.cwd(), outdir, silent: true, initLogger: true }, runnerIn(browser));
    return report.assertions.flatMap(({ "earl:testSubject": { url }, assertions = [] }) =>
      assertions.map(({ "earl:test": broken, "earl:result": result }) => `${broken["earl:impact"]}: ${broken["dct:title"]}: ${url}: ${result["dct:description"] ?? ""}`),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function runnerIn(browser: Browser): AxeRunner {
  const nothing = async (): Promise<void> => {};
  return { concurrency: 1, setTimeout: () => {}, launch: nothing, close: nothing, run };

  async function run(url: string, scripts: readonly string[], scriptContents: readonly string[]): Promise<unknown> {
    const page = await browser.newPage();
    try {
      await page.goto(url);
      for (const content of scriptContents) await page.addScriptTag({ content });
      for (const path of scripts) await page.addScriptTag({ path });
      // what is ours is not the book's
      await page.evaluate(() => document.querySelectorAll("script").forEach((script) => script.setAttribute("data-ace", "")));
      return await page.evaluate(() => new Promise((resolve, reject) => {
        const { daisy } = window as unknown as { daisy: { ace: { run: (done: (error: unknown, result: unknown) => void) => void } } };
        daisy.ace.run((error, result) => (error ? reject(error) : resolve(result)));
      }));
    } finally {
      await page.close();
    }
  }
}
