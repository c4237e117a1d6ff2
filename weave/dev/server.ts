/** Serves an edition from memory on this machine, and tells open pages what changed, by server-sent events. */
import { createReadStream, existsSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import { extname, posix } from "node:path";
import type { SiteFile } from "../html/assets.ts";
import { eventsPath, placeholder, reloadScript, scriptPath, withReload } from "./page.ts";
import type { Edition } from "./rebuild.ts";

/** A server that runs. */
export interface DevServer {
  readonly port: number;
  /** Shows another edition, tells the open pages, and gives the paths whose text is not what was shown before. */
  readonly show: (edition: Edition) => readonly string[];
  /** Ends every connection. */
  readonly close: () => Promise<void>;
}

/** Starts at the first free port from `port` on (0: any). Throws what the system says where none of the next hundred is free. */
export async function serve(port: number): Promise<DevServer> {
  const listeners = new Set<ServerResponse>();
  let current: Edition = { files: new Map(), mistakes: null, warnings: "" };
  const server = createServer((request, response) => {
    const path = pathOf(request.url ?? "/");
    if (path === eventsPath) return subscribe(response, { listeners, mistakes: current.mistakes });
    if (path === scriptPath) return send(response, { text: reloadScript }, path);
    send(response, fileAt(current.files, path), path);
  });
  const taken = await listen(server, port);
  return {
    port: taken,
    show(edition) {
      const changed = changedIn(current.files, edition.files);
      current = edition;
      const event = edition.mistakes === null ? eventOf("made", changed) : eventOf("mistakes", edition.mistakes);
      for (const listener of listeners) listener.write(event);
      return changed;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Paths that are new, gone or different. A picture may have changed in its file, which its path does not show: it always counts. */
function changedIn(before: ReadonlyMap<string, SiteFile>, after: ReadonlyMap<string, SiteFile>): readonly string[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths.filter((path) => {
    const [old, now] = [before.get(path), after.get(path)];
    return !old || !now || !("text" in old && "text" in now) ? !path.startsWith("assets/") || !old : old.text !== now.text;
  });
}

function eventOf(name: "made" | "mistakes", content: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(content)}\n\n`;
}

function subscribe(response: ServerResponse, { listeners, mistakes }: { listeners: Set<ServerResponse>; mistakes: string | null }): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write("retry: 300\n\n");
  if (mistakes !== null) response.write(eventOf("mistakes", mistakes));
  listeners.add(response);
  response.on("close", () => listeners.delete(response));
}

function pathOf(url: string): string {
  const [path = "/"] = url.split(/[?#]/);
  try {
    return posix.normalize(decodeURIComponent(path));
  } catch {
    return "/";
  }
}

function fileAt(files: ReadonlyMap<string, SiteFile>, path: string): SiteFile | undefined {
  const name = path.replace(/^\/+/, "");
  return files.get(name) ?? files.get(posix.join(name, "index.html"));
}

function send(response: ServerResponse, file: SiteFile | undefined, path: string): void {
  const type = types[extname(path) === "" || path.endsWith("/") ? ".html" : extname(path)] ?? "application/octet-stream";
  const headers = { "content-type": type, "cache-control": "no-store" };
  if (!file || ("copy" in file && !existsSync(file.copy))) {
    const words = path === "/" || path === "/index.html" ? "The book has not been made yet." : `There is no page ${path}`;
    response.writeHead(404, { ...headers, "content-type": types[".html"] }).end(withReload(placeholder(words)));
  } else if ("text" in file) {
    response.writeHead(200, headers).end(type === types[".html"] ? withReload(file.text) : file.text);
  } else if ("bytes" in file) {
    response.writeHead(200, headers).end(file.bytes);
  } else createReadStream(file.copy).pipe(response.writeHead(200, headers));
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
};

async function listen(server: Server, first: number): Promise<number> {
  const last = first === 0 ? 0 : Math.min(first + 100, 65535);
  for (let port = first; ; port++) {
    const refused = await attempt(server, port);
    const address = server.address();
    if (refused === null) return address !== null && typeof address === "object" ? address.port : port;
    if (refused.code !== "EADDRINUSE" || port >= last) throw refused;
  }
}

/** Null if the server now listens there, else why not. */
function attempt(server: Server, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException): void => resolve(error);
    server.once("error", onError);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", onError);
      resolve(null);
    });
  });
}
