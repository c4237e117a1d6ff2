/** What is fetched on demand, as classic scripts, since a page from the disk may load nothing else. */

/** What every script of the edition finds as `window.book`. */
export interface DataStore {
  /** Absolute address of the edition's folder, with a slash at its end. */
  readonly root: string;
  /** This page's place in the edition: `01-markov-chains/index.html`. */
  readonly page: string;
  /** Runs `assets/NAME.js` once; fails where it cannot be loaded. */
  readonly load: (name: string) => Promise<void>;
  /** What `assets/NAME.js` gives, which is loaded at most once. Null where the file gives nothing. */
  readonly take: (name: string) => Promise<unknown>;
  /** Called by a file of data with its own name. */
  readonly give: (name: string, value: unknown) => void;
}

declare global {
  interface Window {
    book: DataStore;
  }
}

/** The store of the edition whose `assets/` folder the running script stands in. */
export function dataStoreFrom(script: string): DataStore {
  const root = new URL("../", script).href;
  const given = new Map<string, unknown>();
  const loading = new Map<string, Promise<void>>();
  const load = (name: string): Promise<void> => {
    const known = loading.get(name) ?? run(new URL(`assets/${name.split("/").map(encodeURIComponent).join("/")}.js`, root).href);
    loading.set(name, known);
    // what failed once (a lost connection) may be tried again
    known.catch(() => loading.delete(name));
    return known;
  };
  return {
    root,
    page: pageIn(root),
    load,
    take: async (name) => {
      if (!given.has(name)) await load(name);
      return given.get(name) ?? null;
    },
    give: (name, value) => void given.set(name, value),
  };
}

/** The page's own place; a folder's address stands for its `index.html`. */
function pageIn(root: string): string {
  const { origin, protocol, pathname } = location;
  const own = `${protocol === "file:" ? "file://" : origin}${pathname}`;
  const path = decodeURI(own.startsWith(root) ? own.slice(root.length) : "");
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

function run(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(`${address} cannot be loaded`)));
    document.head.append(script);
  });
}
