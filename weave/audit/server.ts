/** Serves a folder as a host of static pages does: text compressed, everything kept for ten minutes. */
import { readFileSync, statSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

/** A server that runs. */
export interface StaticServer {
  readonly origin: string;
  /** A file as it travels. */
  readonly sent: (file: string) => Buffer;
  readonly close: () => Promise<void>;
}

/** Starts it on a free port of this machine. The folder is not changed while it runs: what was sent once is sent again as it was. */
export async function serveFolder(folder: string): Promise<StaticServer> {
  const known = new Map<string, Buffer>();
  const sent = (file: string): Buffer => {
    const content = known.get(file) ?? packedFile(file);
    known.set(file, content);
    return content;
  };
  const server = createServer((request, response) => answer(response, fileAt(folder, request.url ?? "/"), sent));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address !== "object") throw new Error("internal: a server without a port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    sent,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The file that an address of the server means; null where there is none. */
export function fileAt(folder: string, url: string): string | null {
  const [path = "/"] = url.split(/[?#]/);
  const name = join(folder, normalize(decodeURIComponent(path)));
  if (!name.startsWith(folder)) return null;
  const stat = statSync(name, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return fileAt(folder, `${path.replace(/\/*$/, "")}/index.html`);
  return stat === undefined ? null : name;
}

/** Formats that are not compressed in themselves are. */
function packedFile(file: string): Buffer {
  const content = readFileSync(file);
  return isText(file) ? gzipSync(content, { level: 9 }) : content;
}

function answer(response: ServerResponse, file: string | null, sent: StaticServer["sent"]): void {
  if (file === null) return void response.writeHead(404, { "content-type": "text/plain" }).end("There is nothing here.");
  const coding = isText(file) ? { "content-encoding": "gzip" } : {};
  const type = types[extname(file)] ?? "application/octet-stream";
  response.writeHead(200, { "content-type": type, "cache-control": "max-age=600", ...coding }).end(sent(file));
}

function isText(file: string): boolean {
  return /^(?:text|application\/(?:xml|json))|svg/.test(types[extname(file)] ?? "");
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
};
