/** What this machine has of what cells, tests and builds may need of it. Asks when it is asked, each thing once, and never throws. */
import type { Need } from "../book/needs.ts";
import { executableNamed, findExecutable, installation, started, thisSystem, versionLine, type FoundExecutable } from "./executables.ts";
import { webGpuAdapter, type Adapter } from "./webgpu.ts";

/** Something that this machine lacks. */
export interface Lack {
  /** `no C compiler` */
  readonly what: string;
  /** The command that installs it, or what it takes; null where we know neither. */
  readonly cure: string | null;
}

/** The machine that this process runs on. */
export interface Machine {
  /** What it lacks of these needs. */
  readonly lacks: (needs: readonly Need[]) => readonly Lack[];
  /** What it lacks of these programs. */
  readonly lacksPrograms: (names: readonly string[]) => readonly Lack[];
  /** A program, as it was found; null where it is missing. */
  readonly program: (name: string) => FoundExecutable | null;
  /** What it has in answer to these needs: `gcc 12.4.0`, `NVIDIA H100 80GB HBM3`. */
  readonly devices: (needs: readonly Need[]) => readonly string[];
}

/** The machine, as it is seen from the folder that holds `book/`: packages are looked for from there. */
export function machineOf(root: string): Machine {
  const found = {
    programs: new Map<string, FoundExecutable | null>(),
    system: lazy(thisSystem),
    gpus: lazy(() => gpusIn(started("nvidia-smi", ["-L"]))),
    adapter: lazy(() => webGpuAdapter(root)),
  };
  const program: Machine["program"] = (name) => {
    const known = found.programs.get(name);
    const answer = known === undefined ? findExecutable(executableNamed(name)) : known;
    found.programs.set(name, answer);
    return answer;
  };
  const lacksPrograms: Machine["lacksPrograms"] = (names) =>
    names.filter((name) => program(name) === null).map((name) => ({ what: executableNamed(name).missing, cure: installation(executableNamed(name), found.system()) }));
  const kinds: { readonly [N in Need]: Kind } = {
    native: ofPrograms(["cc"], { program, lacksPrograms }),
    mpi: ofPrograms(["mpirun", "mpicc"], { program, lacksPrograms }),
    cuda: { lacks: () => (found.gpus().length === 0 ? [noCuda] : []), devices: found.gpus },
    webgpu: { lacks: () => lackOf(found.adapter()), devices: () => namesOf(found.adapter()) },
  };
  return {
    program,
    lacksPrograms,
    lacks: (needs) => needs.flatMap((need) => kinds[need].lacks()),
    devices: (needs) => [...new Set(needs.flatMap((need) => kinds[need].devices()))],
  };
}

/** Each lack once. */
export function distinctLacks(lacks: readonly Lack[]): readonly Lack[] {
  return lacks.filter(({ what }, index) => lacks.findIndex((each) => each.what === what) === index);
}

/** Lacks in a line: `no C compiler: apt-get install …`. */
export function reasonOf(lacks: readonly Lack[]): string {
  return distinctLacks(lacks).map(({ what, cure }) => (cure === null ? what : `${what}: ${cure}`)).join("; ");
}

/** How a need is met, and with what. */
interface Kind {
  readonly lacks: () => readonly Lack[];
  readonly devices: () => readonly string[];
}

const noCuda: Lack = { what: "no CUDA device (`nvidia-smi` lists none)", cure: "it takes an NVIDIA GPU with its driver" };

/** A need that is met by programs, the first of which says what they are. */
function ofPrograms(names: readonly [string, ...string[]], { program, lacksPrograms }: Pick<Machine, "program" | "lacksPrograms">): Kind {
  return {
    // one command installs them all
    lacks: () => lacksPrograms(names).slice(0, 1),
    devices: () => [program(names[0])].flatMap((found) => (found === null ? [] : [versionLine(found.version)])),
  };
}

function lackOf(adapter: Adapter): readonly Lack[] {
  return "lack" in adapter ? [adapter.lack] : [];
}

function namesOf(adapter: Adapter): readonly string[] {
  return "name" in adapter ? [adapter.name] : [];
}

/** `GPU 0: NVIDIA H100 80GB HBM3 (UUID: GPU-…)` → `NVIDIA H100 80GB HBM3`; several of a kind are one. */
function gpusIn(listed: string | null): readonly string[] {
  return [...new Set([...(listed ?? "").matchAll(/^GPU \d+: (.*?)(?: \(UUID: .*\))?$/gm)].map((match) => match[1] ?? ""))];
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
