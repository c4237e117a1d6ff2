/** The development server as a person runs it: a process of its own, a book in a temporary folder, an open page. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { commandArguments } from "../tangle/index.ts";

const project = resolve(import.meta.dirname, "..");
let root = "";
const running: ChildProcess[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "dev-"));
  write("book/contents.md", "# Small\n\n- [One](one.md)\n- [Two](two.md)\n");
  write("book/book.yml", "title: Small\ndate: 2026-01-02\n");
  write("book/one.md", "# One\n\nBefore.\n");
  write("book/two.md", "# Two\n");
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
  rmSync(root, { recursive: true, maxRetries: 5 });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

interface Started {
  readonly child: ChildProcess;
  readonly address: string;
  /** All that was written to both streams so far. */
  readonly printed: () => string;
}

/** Starts the server and waits until the book has been made for the first time. */
async function start(...args: readonly string[]): Promise<Started> {
  const child = spawn(process.execPath, [...commandArguments("weave/dev.ts"), "--root", root, ...args], { cwd: project });
  running.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (piece: string) => (text += piece));
  await until(() => / ms\n|error\[/.test(text) || child.exitCode !== null);
  return { child, address: /http:\/\/localhost:\d+\//.exec(text)?.[0] ?? "", printed: () => text };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

const pageAt = async (address: string): Promise<string> => (await fetch(address)).text();

/** The events that an open page is told, as they come. */
async function eventsFrom(address: string): Promise<AsyncIterator<{ name: string; content: unknown }>> {
  const response = await fetch(`${address}.dev/events`);
  if (!response.body) throw new Error("no events");
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  return (async function* () {
    let text = "";
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      text += piece.value;
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        const [, name, content] = /^event: (\w+)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
        text = text.slice(end + 2);
        if (name !== undefined && content !== undefined) yield { name, content: JSON.parse(content) as unknown };
      }
    }
  })();
}

test("the book is served, its pages with the script that reloads them", async () => {
  const { address } = await start("--port", "0");
  expect(await pageAt(address)).toContain("<h1>Small</h1>");
  const page = await pageAt(`${address}one.html`);
  expect(page).toContain("<p>Before.</p>");
  expect(page).toContain('<script src="/.dev/reload.js"></script>');
  expect(await pageAt(`${address}.dev/reload.js`)).toContain("new EventSource");
  expect((await fetch(`${address}assets/book.css`)).headers.get("content-type")).toBe("text/css; charset=utf-8");
  expect((await fetch(`${address}nowhere.html`)).status).toBe(404);
  expect((await fetch(`${address}..%2f..%2fetc/passwd`)).status).toBe(404);
});

test("a saved page is told at once; then what else changed, such as the front page, whose picture counts letters", async () => {
  const { address } = await start("--port", "0");
  const events = await eventsFrom(address);
  write("book/one.md", "# One\n\nAfter.\n");
  expect((await events.next()).value).toEqual({ name: "made", content: ["one.html"] });
  expect(await pageAt(`${address}one.html`)).toContain("<p>After.</p>");
  expect((await events.next()).value).toEqual({ name: "made", content: ["index.html", "assets/search-index.js", "assets/passages/0.js"] });
  expect(await pageAt(`${address}one.html`)).toContain("<p>After.</p>");
});

test("mistakes go to the terminal and over the page; the last good page stays until they are mended", async () => {
  const { address, printed } = await start("--port", "0");
  const events = await eventsFrom(address);
  write("book/one.md", "# One\n\nAfter, [](#nowhere).\n");
  const { value: told } = await events.next();
  expect(told.name).toBe("mistakes");
  expect(told.content).toContain("book/one.md:3:8: error[unknown-reference]");
  expect(printed()).toContain("book/one.md:3:8: error[unknown-reference]");
  expect(await pageAt(`${address}one.html`)).toContain("<p>Before.</p>");
  write("book/one.md", "# One\n\nMended.\n");
  expect((await events.next()).value).toEqual({ name: "made", content: ["index.html", "one.html", "assets/search-index.js", "assets/passages/0.js"] });
});

test("a book that begins with a mistake is served once it is mended", async () => {
  write("book/one.md", "# One\n\n[](#nowhere)\n");
  const { address } = await start("--port", "0");
  expect((await fetch(address)).status).toBe(404);
  const events = await eventsFrom(address);
  expect((await events.next()).value.name).toBe("mistakes");
  write("book/one.md", "# One\n");
  expect((await events.next()).value.name).toBe("made");
  expect((await fetch(address)).status).toBe(200);
});

test("evidence that is out of date is shown as such, and warned of, until it is renewed", async () => {
  const section = (x: number): string => `# One\n\n\`\`\`ts run\nconst x = ${x};\n\`\`\`\n\nIt is \`{ts} 1 + x\`.\n`;
  // Waited for without blocking: a test process that stands still does not see that the server has closed an idle connection, and asks on it.
  const prove = (): Promise<void> =>
    new Promise((resolve) => spawn(process.execPath, [...commandArguments("prove/cli.ts"), "--root", root], { cwd: project, stdio: "ignore" }).on("close", () => resolve()));
  write("book/one.md", section(2));
  await prove();
  const { address, printed } = await start("--port", "0");
  const events = await eventsFrom(address);
  expect(await pageAt(`${address}one.html`)).toContain('<span class="value" title="1 + x">3</span>');
  write("book/one.md", section(3));
  expect((await events.next()).value).toEqual({ name: "made", content: ["one.html"] });
  expect(await pageAt(`${address}one.html`)).toContain('<span class="value stale" title="out of date: 1 + x">3</span>');
  expect((await events.next()).value).toEqual({ name: "made", content: ["assets/cells/one.js", "assets/search-index.js", "assets/passages/0.js"] });
  await until(() => printed().includes("warning[stale-evidence]"));
  await prove();
  expect((await events.next()).value).toEqual({ name: "made", content: ["one.html", "assets/search-index.js", "assets/passages/0.js"] });
  expect(await pageAt(`${address}one.html`)).toContain('<span class="value" title="1 + x">4</span>');
});

test("a port that is taken is said, and the next one served", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const server = await start("--port", String(port));
  expect(server.printed()).toMatch(new RegExp(`^port ${port} is taken, so this is \\d+$`, "m"));
  expect(await pageAt(server.address)).toContain("<h1>Small</h1>");
  await new Promise((resolve) => other.close(resolve));
});

test("Ctrl-C ends it, open pages and all, with exit code 0", async () => {
  const { address, child } = await start("--port", "0");
  await eventsFrom(address);
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  child.kill("SIGINT");
  expect(await ended).toBe(0);
});

test("a port that is none is a usage error", () => {
  const { status, stderr } = spawnSync(process.execPath, [...commandArguments("weave/dev.ts"), "--root", root, "--port", "many"], { cwd: project, encoding: "utf8" });
  expect([status, stderr]).toEqual([2, "usage error: --port: `many` is not a port, which is a number up to 65535\n  see: npm run dev -- --help\n"]);
});
