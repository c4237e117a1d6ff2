// Tangled from book/interlude-b-the-processor/10-comparison-with-openblas.md. Edit the book, then: npm run tangle
/** Other libraries, run and timed in a process of their own. */
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What a library is to run; `arguments` are those of the function of that name in `peers.py`. */
export interface PeerRun {
  readonly run: "product" | "kernel" | "step" | "addition";
  readonly arguments: readonly (string | number)[];
  readonly threads: number;
  readonly clock: "processor" | "wall";
  readonly repeats: number;
}

/** The libraries, with the packages of Debian that install them. */
export const packagesOfPeers = { OpenBLAS: "libopenblas0-openmp", PyTorch: "python3-torch" } as const;

/** Libraries that wait for something to run. */
export interface Peers {
  /** Their versions; null for one that is not installed. */
  readonly versions: Readonly<Record<keyof typeof packagesOfPeers, string | null>>;
  /** Seconds of one run, of so many. Throws `Error` if the process has ended, as after a mistake in what was asked. */
  readonly seconds: (run: PeerRun) => Promise<number>;
  readonly end: () => void;
}

const script = fileURLToPath(new URL("./peers.py", import.meta.url));
// memory that is freed is used again, as that of the native backend is: pages that the system fills with zeros are no part of a kernel
const environment = { MALLOC_MMAP_THRESHOLD_: "1073741824", MALLOC_TRIM_THRESHOLD_: "4294967296" };

/** Starts the libraries; without Python there are none. */
export async function startPeers(): Promise<Peers> {
  const python = ["/usr/bin/python3", "python3"].find((each) => spawnSync(each, ["--version"]).status === 0);
  if (python === undefined) return { versions: { OpenBLAS: null, PyTorch: null }, seconds: () => Promise.reject(new Error("peers: there is no Python")), end: () => {} };
  const child = spawn(python, [script], { stdio: ["pipe", "pipe", "inherit"], env: { ...process.env, ...environment } });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error("peers: the process has ended");
    return JSON.parse(value);
  };
  const versions = (await answer()) as Peers["versions"];
  const seconds = async (run: PeerRun) => {
    child.stdin.write(`${JSON.stringify(run)}\n`);
    return Number(await answer());
  };
  return { versions, seconds, end: () => void child.stdin.end() };
}

/** The command that installs a library on Debian and what descends from it. */
export function installsPeer(library: keyof typeof packagesOfPeers): string {
  return `sudo apt-get install ${packagesOfPeers[library]}`;
}
//# sourceMappingURL=../.maps/experiments/peers.ts.map
