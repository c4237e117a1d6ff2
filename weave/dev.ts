/** The command `dev`: watches the book, tangles it, and serves it with live reload. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Remaking } from "./dev/remake.ts";
import { commandArguments, complain, readArguments, say, usage, type CommandSpec } from "../tangle/index.ts";

const command: CommandSpec = {
  call: "npm run dev --",
  purpose: "Watches book/, tangles its program after every change, and shows its pages at a local address, reloading\nthose that have changed. The book's mistakes are shown here and over the page. Ctrl-C ends it.",
  options: [{ name: "port", value: "N", help: "the port to serve at (default: 4000; the next free one if it is taken)" }],
};

/** How long, in milliseconds, nothing more must be saved before the whole book is made again: the saved page is shown at once. */
const rest = 400;

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const given = readArguments(command, argv);
  if (given.kind === "help") return say(given.text, 0);
  if (given.kind === "usage") return complain(given.message, 2);
  const port = Number(given.values.get("port") ?? "4000");
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    return complain(usage(command, `--port: \`${given.values.get("port")}\` is not a port, which is a number up to 65535`).message, 2);
  }
  if (!existsSync(join(given.root, "book"))) return complain(`there is no folder ${join(given.root, "book")}\n`, 1);
  return develop(given.root, port);
}

/** Runs until it is told to end. */
async function develop(root: string, wanted: number): Promise<number> {
  const [{ serve }, { rebuilderOf }, { remakerOf }, { watchFolder }, { cacheUnder }] = await Promise.all([
    import("./dev/server.ts"), import("./dev/rebuild.ts"), import("./dev/remake.ts"), import("./dev/watch.ts"), import("./cache.ts"),
  ]);
  const server = await serve(wanted);
  if (server.port !== wanted && wanted !== 0) process.stderr.write(`port ${wanted} is taken, so this is ${server.port}\n`);
  process.stdout.write(`http://localhost:${server.port}/\n`);
  let warned = "";
  const show: Remaking["show"] = (edition, milliseconds, made) => {
    report({ mistakes: edition.mistakes, changed: server.show(edition) }, milliseconds, made);
    if (edition.warnings !== warned) process.stderr.write((warned = edition.warnings));
    if (made === "book" && edition.mistakes === null) tangleBeside(root);
  };
  const rebuilder = rebuilderOf(root, cacheUnder(root));
  const { book, saved, stop } = remakerOf({ rebuilder, show, rest });
  const stopWatching = watchFolder(join(root, "book"), saved);
  await book();
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  stopWatching();
  stop();
  rebuilder.close();
  await server.close();
  return 0;
}

function report(edition: { readonly mistakes: string | null; readonly changed: readonly string[] }, time: number, made: "page" | "book"): void {
  if (edition.mistakes !== null) return void process.stderr.write(`\n${edition.mistakes}`);
  const pages = edition.changed.filter((path) => path.endsWith(".html"));
  const names = pages.length > 3 ? `${pages.length} pages` : pages.join(", ") || "nothing changed";
  process.stdout.write(`${names}  ${time.toFixed(0)} ms${made === "page" ? ", the book follows" : ""}\n`);
}

/** Tangles in a process of its own, so that the page need not wait for it. It says itself what it refuses. */
function tangleBeside(root: string): void {
  spawn(process.execPath, [...commandArguments("tangle/cli.ts"), "--root", root], { stdio: ["ignore", "ignore", "inherit"] }).on("error", (error) => {
    process.stderr.write(`tangle could not be started: ${error.message}\n`);
  });
}
