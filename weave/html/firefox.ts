/** For tests: a Firefox of this machine, without a window, driven by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/). */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { WebSocket } from "ws";

const names = ["firefox-esr", "firefox"];
const elsewhere = ["/Applications/Firefox.app/Contents/MacOS/firefox"];

/** One that runs. */
export interface Firefox {
  /** Its version, as it says it itself. */
  readonly version: string;
  /** Opens an address in a tab of its own, and waits until it is loaded. */
  readonly open: (address: string) => Promise<FirefoxPage>;
  readonly close: () => Promise<void>;
}

/** A page in a tab. */
export interface FirefoxPage {
  /** What a function gives, called in the page with arguments: values of JSON. The function has nothing else. */
  readonly evaluate: <A extends readonly unknown[], R>(run: (...given: A) => R | Promise<R>, ...given: A) => Promise<R>;
  /** Loads it again, and waits until it is loaded. */
  readonly reload: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Where it is; null where there is none. */
export function firefoxPath(): string | null {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...elsewhere].find((path) => existsSync(path)) ?? null;
}

/** Starts it with a profile of its own. Throws where there is none, with the command that looks for what is missing. */
export async function launchFirefox(): Promise<Firefox> {
  const path = firefoxPath();
  if (path === null) throw new Error("there is no Firefox on this machine; run: npm run setup");
  const profile = mkdtempSync(join(tmpdir(), "firefox-"));
  writeFileSync(join(profile, "user.js"), preferences.map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(""));
  const child = spawn(path, ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "about:blank"], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const close = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
    rmSync(profile, { recursive: true, force: true });
  };
  try {
    const session = await sessionAt(await listeningAt(child));
    await session.send("session.new", { capabilities: {} });
    const version = spawnSync(path, ["--version"], { encoding: "utf8" }).stdout.trim();
    return { version, open: (address) => pageAt(session, address), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** It asks for nothing beyond the pages that it is sent to. */
const preferences: readonly (readonly [string, boolean | string | number])[] = [
  ["app.normandy.enabled", false],
  ["app.update.disabledForTesting", true],
  ["browser.shell.checkDefaultBrowser", false],
  ["browser.startup.homepage_override.mstone", "ignore"],
  ["datareporting.policy.dataSubmissionEnabled", false],
  ["extensions.update.enabled", false],
  ["network.captive-portal-service.enabled", false],
  ["network.connectivity-service.enabled", false],
  ["services.settings.server", "data:,"],
  ["toolkit.telemetry.enabled", false],
];

/** The address that it says it listens at. */
function listeningAt(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.on("data", (piece: Buffer) => {
      said += piece.toString();
      const [, address] = /WebDriver BiDi listening on (ws:\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`Firefox ended with ${code}:\n${said.slice(-2000)}`)));
  });
}

/** Commands, each answered by its number. */
interface Session {
  readonly send: (method: string, params: object) => Promise<unknown>;
}

interface Answer {
  readonly id: number | null;
  readonly type: "success" | "error" | "event";
  readonly result?: unknown;
  readonly error?: string;
  readonly message?: string;
}

async function sessionAt(address: string): Promise<Session> {
  const socket = new WebSocket(`${address}/session`);
  await new Promise<void>((resolve, reject) => {
    socket.once("open", () => resolve());
    socket.once("error", reject);
  });
  const waiting = new Map<number, { readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void }>();
  socket.on("message", (text) => {
    const { id, type, result, error, message } = JSON.parse(String(text)) as Answer;
    const asked = id === null ? undefined : waiting.get(id);
    if (id === null || asked === undefined) return;
    waiting.delete(id);
    if (type === "success") asked.resolve(result);
    else asked.reject(new Error(`Firefox: ${error}: ${message}`));
  });
  socket.on("close", () => {
    for (const { reject } of waiting.values()) reject(new Error("Firefox has closed its connection"));
    waiting.clear();
  });
  let count = 0;
  return {
    send: (method, params) => new Promise((resolve, reject) => {
      const id = ++count;
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params }));
    }),
  };
}

async function pageAt({ send }: Session, address: string): Promise<FirefoxPage> {
  const { context } = (await send("browsingContext.create", { type: "tab" })) as { readonly context: string };
  await send("browsingContext.navigate", { context, url: address, wait: "complete" });
  return {
    evaluate: async (run, ...given) => {
      // as JSON, so that values come back as they are, whatever their kinds
      const functionDeclaration = `async () => JSON.stringify(await (${String(run)})(...${JSON.stringify(given)}))`;
      const evaluated = (await send("script.callFunction", { functionDeclaration, awaitPromise: true, target: { context } })) as Evaluated;
      if (evaluated.type === "exception") throw new Error(`Firefox: ${evaluated.exceptionDetails?.text}`);
      const { value } = evaluated.result ?? {};
      return (value === undefined ? undefined : JSON.parse(value)) as never;
    },
    reload: async () => void (await send("browsingContext.reload", { context, wait: "complete" })),
    close: async () => void (await send("browsingContext.close", { context })),
  };
}

interface Evaluated {
  readonly type: "success" | "exception";
  readonly result?: { readonly value?: string };
  readonly exceptionDetails?: { readonly text: string };
}
