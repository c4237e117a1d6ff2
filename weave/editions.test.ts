/** The real book's editions, read back. */
import { describe } from "vitest";
import { readBack } from "./testing/readBack.ts";
import { realBook, realDocument } from "./testing/realBook.ts";

describe("the real book", () => readBack({ output: realBook.output, document: realDocument }));
