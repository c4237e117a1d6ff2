/** The longest section as other programs publish it, measured as our own page is, in the same run: what `--peers` adds to the table. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isPresentCommand, pandocFile } from "../bench/peers.ts";
import { launchBrowser } from "../html/browser.ts";
import { fetched } from "./fetched.ts";
import { excessOf } from "./narrow.ts";
import { fiveRuns, longestOf } from "./lighthouse.ts";
import type { Finding, Site } from "./measure.ts";
import { pagesIn } from "./pages.ts";
import { serveFolder } from "./server.ts";
import { openTab } from "./visits.ts";
import { loadOf } from "./weight.ts";

/** All under the MIT licence. */
const order = { name: "audit-peers", packages: ["vitepress@1.6.4", "markdown-it-mathjax3@4.3.2", "tufte-css@1.9.0"], why: "to make the pages that --peers compares with" };

/** A page of a folder, and what made it. */
interface Published {
  readonly name: string;
  readonly folder: string;
  readonly page: string;
}

/** Makes a page in a folder; null where this machine lacks the program. */
type Publish = (markdown: string, folder: string) => Omit<Published, "name"> | null;

const peers: Readonly<Record<string, Publish>> = { "mdBook, formulas left as text": mdbook, "VitePress with MathJax": vitepress, "Tufte CSS, by pandoc with MathML": tufte };

/** Four values of our own page and of each peer's: Lighthouse's performance and accessibility, kilobytes, pixels beyond a phone's screen. */
export async function peerFindings(root: string, folder: string, progress: (step: string) => void): Promise<readonly Finding[]> {
  const page = longestOf({ folder, pages: pagesIn(folder) });
  const source = page === null ? "" : join(root, "book", page.replace(/\.html$/, ".md"));
  if (page === null || !existsSync(source)) throw new Error("--peers needs a book with a section");
  const markdown = pandocFile(new Map([["book/page.md", readFileSync(source, "utf8")]]));
  const place = mkdtempSync(join(tmpdir(), "peers-"));
  const browser = await launchBrowser();
  try {
    const findings = await valuesOf({ name: `this book, ${page}`, folder, page }, () => Promise.resolve(browser), progress);
    for (const [index, [name, publish]] of Object.entries(peers).entries()) {
      progress(`making the page with ${name}`);
      const published = publish(markdown, join(place, String(index)));
      if (published === null) process.stderr.write(`audit: ${name} is left out: it is not installed here\n`);
      else findings.push(...(await valuesOf({ name, ...published }, () => Promise.resolve(browser), progress)));
    }
    return findings;
  } finally {
    await browser.close();
    rmSync(place, { recursive: true });
  }
}

async function valuesOf({ name, folder, page }: Published, browser: Site["browser"], progress: (step: string) => void): Promise<Finding[]> {
  const server = await serveFolder(folder);
  const { origin, sent } = server;
  const site: Site = { folder, pages: [page], origin, sent, browser, progress, tell: () => {} };
  const tab = openTab(site);
  try {
    const { median } = await fiveRuns(`${origin}/${page}`, ["performance", "accessibility"], (run) => progress(`lighthouse: ${name}, run ${run} of 5`));
    const { bytes } = loadOf({ site, asked: (await tab.load(page, { from: "server", width: 1280 })).asked });
    const phone = await tab.load(page, { from: "server", width: 360 });
    const told = (what: string, value: number, unit: string): Finding => ({ name: `${name}: ${what}`, value, unit, aim: null, places: [] });
    return [
      told("performance, median of five", median("performance"), ""),
      told("accessibility", median("accessibility"), ""),
      told("before a click", Number((bytes / 1000).toFixed(1)), "kB"),
      told("beyond 360 px", await excessOf(phone.tab, 360), "px"),
    ];
  } finally {
    await tab.close();
    await server.close();
  }
}

function mdbook(markdown: string, folder: string): Omit<Published, "name"> | null {
  if (!isPresentCommand("mdbook")) return null;
  write(folder, { "book.toml": '[book]\ntitle = "A book"\nlanguage = "en"\n', "src/SUMMARY.md": "# Summary\n\n- [The page](page.md)\n", "src/page.md": markdown });
  run("mdbook", ["build"], folder);
  return { folder: join(folder, "book"), page: "page.html" };
}

function vitepress(markdown: string, folder: string): Omit<Published, "name"> {
  const packages = fetched(order);
  // VitePress reads the text as a template of Vue too: without raw HTML and with `v-pre` it is text
  const config = 'export default { title: "A book", lang: "en", markdown: { math: true, config: (md) => md.set({ html: false }) } };\n';
  // it looks for its packages above the pages
  const own = join(packages, "site");
  rmSync(own, { recursive: true, force: true });
  write(own, { ".vitepress/config.mjs": config, "page.md": `::: v-pre\n\n${markdown}\n\n:::\n` });
  run(process.execPath, [join(packages, "node_modules/vitepress/bin/vitepress.js"), "build", own, "--outDir", folder], packages);
  return { folder, page: "page.html" };
}

function tufte(markdown: string, folder: string): Omit<Published, "name"> | null {
  if (!isPresentCommand("pandoc")) return null;
  const css = join(fetched(order), "node_modules/tufte-css");
  write(folder, { "page.md": markdown });
  for (const name of ["tufte.min.css", "et-book"]) cpSync(join(css, name), join(folder, name), { recursive: true });
  run("pandoc", ["-f", "markdown", "page.md", "--mathml", "-s", "--metadata", "title=The page", "--metadata", "lang=en", "-c", "tufte.min.css", "-o", "index.html"], folder);
  return { folder, page: "index.html" };
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

function run(command: string, args: readonly string[], cwd: string): void {
  const answer = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (answer.error || answer.status !== 0) throw new Error(`${command} could not make its page:\n${answer.stdout}${answer.stderr}`.slice(0, 3000));
}
