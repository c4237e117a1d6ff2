// Tangled from book/interlude-b-the-processor/07-webassembly.md. Edit the book, then: npm run tangle
/** Functions put together to a module of WebAssembly. */
import { i32, type Code, type ValueType } from "./instructions.ts";
import { unsigned } from "./leb128.ts";

/** A local variable or parameter. */
export interface Local {
  readonly get: Code;
  set(value: Code): Code;
}

/** A function of a module: its name for the outside, its types, its code. */
export interface FunctionSource {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
  readonly locals: readonly ValueType[];
  readonly body: Code;
}

const TYPES = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const satisfies Record<ValueType, number>;

const local = (index: number): Local => ({
  get: [0x20, ...unsigned(index)],
  set: (value) => [...value, 0x21, ...unsigned(index)],
});

/** Adds a number to a counter or an address. */
export const advance = (counter: Local, by: number): Code => counter.set(i32.add(counter.get, i32.const(by)));

/** Makes another local. */
export type Fresh = (type: ValueType) => Local;

/** A function whose body is written with its parameters and as many fresh locals as it asks for. */
export function define(
  name: string,
  { parameters, results = [] }: { readonly parameters: readonly ValueType[]; readonly results?: readonly ValueType[] },
  write: (parameters: readonly Local[], fresh: Fresh) => Code,
): FunctionSource {
  const locals: ValueType[] = [];
  const body = write(
    parameters.map((_, index) => local(index)),
    (type) => local(parameters.length + locals.push(type) - 1),
  );
  return { name, parameters, results, locals, body };
}

const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (content: Code): Code => [...unsigned(content.length), ...content];
const section = (number: number, items: readonly Code[]): Code => [number, ...sized(list(items))];
const text = (name: string): Code => sized([...new TextEncoder().encode(name)]);

/** The bytes of a module that imports `memory`, a shared one of at most so many pages if `sharedPages` says so, and exports the functions by their names. Source: WebAssembly core specification, binary format, modules. */
export function assemble(functions: readonly FunctionSource[], { sharedPages }: { readonly sharedPages?: number | undefined } = {}): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters, results }) => [0x60, ...list(parameters.map((each) => [TYPES[each]])), ...list(results.map((each) => [TYPES[each]]))]);
  // Import a memory, shared or not
  const limits = sharedPages === undefined ? [0x00, 0] : [0x03, 0, ...unsigned(sharedPages)];
  const memory = [...text("host"), ...text("memory"), 0x02, ...limits];
  const bodies = functions.map(({ locals, body }) => sized([...list(locals.map((each) => [1, TYPES[each]])), ...body, 0x0b]));
  // Write the sections of a module
  return Uint8Array.from([
    0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
    ...section(1, types),
    ...section(2, [memory]),
    ...section(3, functions.map((_, index) => unsigned(index))),
    ...section(7, functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)])),
    ...section(10, bodies),
  ]);
}
//# sourceMappingURL=../../.maps/backends/wasm/module.ts.map
