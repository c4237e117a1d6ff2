// Tangled from book/interlude-c-the-graphics-processor/07-trusting-a-kernel.md. Edit the book, then: npm run tangle
/** Observes the threads of a launch: their traffic, races, accesses out of bounds, barriers. */
import type { Memory, Space } from "./memory.ts";
import { Watch, type Conflict } from "./races.ts";
import { Traffic, type Access } from "./traffic.ts";

/** A kind of mistake in one memory: how often it was seen, and the first time in words. */
export interface Finding {
  readonly kind: "race" | "bounds" | "barrier";
  readonly times: number;
  readonly first: string;
}

/** What was seen of a launch. `traffic` is by the name of a memory; `barriers` counts those of all workgroups. */
export interface Report {
  readonly traffic: Readonly<Record<string, Readonly<Record<Access, Traffic>>>>;
  readonly barriers: number;
  readonly findings: readonly Finding[];
}

/** One access of a thread, a number in its workgroup, to a word of a memory. */
export interface Touch {
  readonly memory: Memory;
  readonly word: number;
  readonly access: Access;
  readonly thread: number;
  readonly group: number;
}

/** What is known of a memory: by its name, since each workgroup has its own shared memory. */
interface Watched {
  readonly space: Space;
  readonly traffic: Readonly<Record<Access, Traffic>>;
  /** Between the threads of the workgroup that runs, and, of a buffer, between workgroups. */
  readonly threads: Watch;
  readonly groups: Watch;
}

export class Observer {
  readonly #memories = new Map<string, Watched>();
  readonly #findings = new Map<string, Finding>();
  #barriers = 0;

  /** Notes an access. False if the memory has no such word. */
  touch(touch: Touch): boolean {
    const { memory, word, access, thread, group } = touch;
    if (!Number.isInteger(word) || word < 0 || word >= memory.words.length) {
      this.#find("bounds", memory.name, `${memory.name}[${word}]: thread ${thread} of workgroup ${group} ${access} outside of ${memory.words.length} words`);
      return false;
    }
    const { traffic, threads, groups } = this.#watched(memory);
    traffic[access].note(thread, memory.start + word);
    this.#judge(touch, threads.touch(thread, access, word), "thread");
    if (memory.space === "storage") this.#judge(touch, groups.touch(group, access, word), "workgroup");
    return true;
  }

  // Judge where the threads have stopped
  /** Notes where each thread stopped: at a barrier, or at its end. True if they go on. */
  arrive(stops: readonly (Space | "end")[]): boolean {
    const [first] = stops;
    const elsewhere = stops.filter((each) => each !== first).length;
    if (elsewhere > 0) this.#find("barrier", "", `${stops.length - elsewhere} threads stop at one place (${first}), ${elsewhere} at another`);
    const over = elsewhere > 0 || first === "end";
    for (const { space, traffic, threads } of this.#memories.values()) {
      for (const each of Object.values(traffic)) each.count();
      if (over || space === first) threads.clear();
    }
    if (!over) this.#barriers += 1;
    return !over;
  }

  /** What was seen until now. */
  report(): Report {
    const traffic = Object.fromEntries([...this.#memories].map(([name, watched]) => [name, watched.traffic]));
    return { traffic, barriers: this.#barriers, findings: [...this.#findings.values()] };
  }

  #judge({ memory, word, access, thread, group }: Touch, conflict: Conflict | undefined, who: "thread" | "workgroup"): void {
    if (conflict === undefined) return;
    const me = who === "thread" ? thread : group;
    this.#find("race", memory.name, `${memory.name}[${word}]: ${access} by ${who} ${me}, ${conflict.access} by ${who} ${conflict.who}, and no barrier between them`);
  }

  #find(kind: Finding["kind"], of: string, text: string): void {
    const { times = 0, first = text } = this.#findings.get(`${kind} ${of}`) ?? {};
    this.#findings.set(`${kind} ${of}`, { kind, times: times + 1, first });
  }

  #watched({ name, space }: Memory): Watched {
    const known = this.#memories.get(name);
    if (known !== undefined) return known;
    const of = (access: Access): Traffic => new Traffic(space, access);
    const watched = { space, traffic: { read: of("read"), write: of("write"), atomic: of("atomic") }, threads: new Watch(), groups: new Watch() };
    this.#memories.set(name, watched);
    return watched;
  }
}
//# sourceMappingURL=../.maps/gpu/observer.ts.map
