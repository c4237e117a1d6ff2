// Tangled from book/interlude-c-the-graphics-processor/05-a-training-step-on-the-device.md. Edit the book, then: npm run tangle
/** A device in another thread of Node, whose buffers can be read at once: the thread that asks sleeps until the answer is there. */
import type { Adapter, Command, Connection } from "./commands.ts";
import { connect } from "./executor.ts";
import { packageAddress } from "./gpu.ts";

/** What the worker is asked, each to be answered by one message. */
type Question = { readonly kind: "connect" | "close" } | { readonly kind: "read"; readonly id: number; readonly start: number; readonly end: number } | { readonly kind: "finished" };

type Answer = { readonly value: unknown } | { readonly failure: string };

/** The program of the worker, as text, for it runs in another engine. A launcher may have wrapped functions in `__name`. */
const work = (connectText: string): string => `{
  const __name = (named) => named;
  const { address, asked, port } = require("node:worker_threads").workerData;
  const words = new Int32Array(asked);
  const connect = ${connectText};
  let connection;
  const answers = {
    async connect() {
      const { create } = await import(address);
      globalThis.kept = create([]);
      connection = await connect(globalThis.kept);
      return connection.adapter;
    },
    read: ({ id, start, end }) => connection.read(id, start, end),
    finished: () => connection.finished(),
    close: () => connection?.close(),
  };
  port.on("message", async (message) => {
    if (!(message.kind in answers)) return connection.send(message);
    let answer;
    try {
      answer = { value: await answers[message.kind](message) };
    } catch (mistake) {
      answer = { failure: mistake.message };
    }
    port.postMessage(answer);
    Atomics.store(words, 0, 1);
    Atomics.notify(words, 0);
  });
}`;

/** Opens a device in a thread of its own, which keeps no program from ending. Throws `Error` with the reason where there is none. */
export function blockingConnection(): Connection & Required<Pick<Connection, "readSync">> {
  const threads = globalThis.process?.getBuiltinModule?.("node:worker_threads");
  if (!threads) throw new Error("in a page a device is opened by `await openWebGpu()`, and cannot be read at once");
  const address = packageAddress();
  if (address === undefined) throw new Error("the package `webgpu` is not installed");
  const { port1: port, port2 } = new threads.MessageChannel();
  const words = new Int32Array(new SharedArrayBuffer(4));
  const worker = new threads.Worker(work(String(connect)), { eval: true, execArgv: [], workerData: { address, asked: words.buffer, port: port2 }, transferList: [port2] });
  worker.unref();
  port.unref();
  // Ask and sleep until the answer
  const ask = (question: Question): unknown => {
    Atomics.store(words, 0, 0);
    port.postMessage(question);
    sleepUntilAnswered(words);
    const { message } = threads.receiveMessageOnPort(port) as { readonly message: Answer };
    if ("failure" in message) throw new Error(message.failure);
    return message.value;
  };
  // a thread that ends in the middle of a command takes the process along
  process.once("exit", () => ask({ kind: "close" }));
  const adapter = ask({ kind: "connect" }) as Adapter;
  const readSync = (id: number, start: number, end: number) => ask({ kind: "read", id, start, end }) as ArrayBuffer;
  return {
    adapter,
    send: (command) => port.postMessage(alone(command)),
    read: async (id, start, end) => readSync(id, start, end),
    readSync,
    finished: async () => void ask({ kind: "finished" }),
    close: () => void ask({ kind: "close" }),
  };
}

/** Sleeps until another thread has stored 1 in the first word; a wake-up without that is spurious. */
export function sleepUntilAnswered(words: Int32Array<SharedArrayBuffer>): void {
  // Sleep until the answer is there
  while (Atomics.load(words, 0) === 0) Atomics.wait(words, 0, 0);
}

/** The command with bytes of its own: a message takes the whole memory of an array along. */
function alone(command: Command): Command {
  switch (command.kind) {
    case "write": return { ...command, bytes: command.bytes.slice() };
    case "pass": return { ...command, numbers: command.numbers.slice() };
    default: return command;
  }
}
//# sourceMappingURL=../../.maps/backends/webgpu/blocking.ts.map
