/** Whether a value is plain JSON, and where in it the first thing stands that is not. */
import { inspect } from "node:util";

/** Where something stands that JSON does not hold, and what it is: "`runs[3].loss` is `NaN`". Null for plain JSON. `name` is what the value itself is called. */
export function notPlain(value: unknown, name: string): string | null {
  return problemAt(value, name, []);
}

/** `around` are the lists and objects that hold the value. */
function problemAt(value: unknown, path: string, around: readonly object[]): string | null {
  if (value === null || typeof value === "string" || typeof value === "boolean") return null;
  if (typeof value === "number") return Number.isFinite(value) ? null : `\`${path}\` is \`${value}\``;
  if (typeof value !== "object") return `\`${path}\` is ${described(value)}`;
  if (around.includes(value)) return `\`${path}\` contains itself`;
  const inside = [...around, value];
  if (Array.isArray(value)) return first(Array.from(value.keys(), (index) => () => problemAt(value[index], `${path}[${index}]`, inside)));
  if (!isPlainObject(value)) return `\`${path}\` is ${described(value)}`;
  if (Object.getOwnPropertySymbols(value).length > 0) return `\`${path}\` has a name that is a symbol`;
  return first(Object.entries(value).map(([key, each]) => () => problemAt(each, `${path}${step(key)}`, inside)));
}

function first(problems: readonly (() => string | null)[]): string | null {
  for (const problem of problems) {
    const found = problem();
    if (found !== null) return found;
  }
  return null;
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // one from another realm has another `Object.prototype`, whose own prototype is null
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

function step(key: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function described(value: unknown): string {
  if (value === undefined) return "`undefined`";
  if (typeof value === "function") return "a function";
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return `a \`${value.constructor.name}\`: write \`[...values]\``;
  if (typeof value !== "object" || value === null) return `\`${inspect(value)}\``;
  const { name } = value.constructor as { readonly name?: string };
  return name === undefined || name === "" ? "an object with a prototype of its own" : `a \`${name}\``;
}
