/** The identifiers of programs, by a language service over each: for each, where its name is defined, its type, and what is said of it. */
import { join } from "node:path";
import type ts from "typescript";
import { loadCompiler } from "../../../tangle/index.ts";
import { servicesFor, type CodeFile, type Services, type TypeScript } from "./languageService.ts";

/** All identifiers of a program. Places are 0-based lines and columns of its files. */
export interface Identified {
  /** By path. */
  readonly files: Readonly<Record<string, readonly Occurrence[]>>;
  readonly names: readonly Name[];
  /** What is shown of an identifier: its type, and its documentation, or "". */
  readonly hovers: readonly (readonly [type: string, documentation: string])[];
}

/** Something that the program defines. */
export interface Name {
  readonly text: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** `local`: a parameter or what stands inside a function; `member`: of a type or a class; `module`: everything else. */
  readonly scope: "local" | "member" | "module";
}

/** `[line, column, length, hover, name]`: indices into `hovers` and `names`, -1 for none. */
export type Occurrence = readonly [line: number, column: number, length: number, hover: number, name: number];

/** Looks identifiers up, in one program after the other: what programs share is read once. */
export interface Identifier {
  /** Looks up every identifier in some files of a program, whose files are as if they stood in `root/src/`. */
  readonly identify: (files: readonly CodeFile[], wanted: readonly CodeFile[]) => Identified;
  readonly close: () => void;
}

/** Loads the compiler. */
export async function identifier(root: string): Promise<Identifier> {
  const [{ default: typescript }, compiler] = await Promise.all([import("typescript"), loadCompiler()]);
  const services = servicesFor(typescript, compiler, root);
  return {
    identify: (files, wanted) => identifiersOf({ typescript, services, root }, modulesOf(root, files), wanted),
    close: services.close,
  };
}

function modulesOf(root: string, files: readonly CodeFile[]): ReadonlyMap<string, CodeFile> {
  return new Map(files.filter(({ path }) => /\.[cm]?tsx?$/.test(path)).map((file) => [join(root, file.path), file]));
}

function identifiersOf({ typescript, services, root }: { readonly typescript: TypeScript; readonly services: Services; readonly root: string }, modules: ReadonlyMap<string, CodeFile>, wanted: readonly CodeFile[]): Identified {
  const service = services.over(modules);
  const program = service.getProgram();
  const tables = new Tables(root);
  const declared: Look["declared"] = new Map();
  const found: Record<string, readonly Occurrence[]> = {};
  for (const [path, file] of modules) {
    const source = wanted.includes(file) ? program?.getSourceFile(path) : undefined;
    if (!program || !source) continue;
    const hovers: Look["hovers"] = new Map();
    const look: Look = { declared, typescript, checker: program.getTypeChecker(), service, source, tables, hovers, isOwn: (name) => modules.has(name) };
    found[file.path] = identifiersIn(typescript, source).map((node) => occurrenceOf(node, look));
  }
  return { files: found, names: tables.names, hovers: tables.hovers };
}

/** What was found before is found again by its text. */
class Tables {
  readonly names: Name[] = [];
  readonly hovers: [string, string][] = [];
  private readonly known = new Map<string, number>();
  private readonly root: string;
  constructor(root: string) {
    this.root = root;
  }

  name(path: string, place: ts.LineAndCharacter, rest: Pick<Name, "text" | "scope">): number {
    const name = { ...rest, path: path.slice(this.root.length + 1), line: place.line, column: place.character };
    return this.index(`name ${name.path} ${name.line} ${name.column}`, () => this.names.push(name) - 1);
  }

  hover(type: string, documentation: string): number {
    return this.index(`hover ${type}\n\n${documentation}`, () => this.hovers.push([type, documentation]) - 1);
  }

  private index(key: string, add: () => number): number {
    const index = this.known.get(key) ?? add();
    this.known.set(key, index);
    return index;
  }
}

interface Look {
  readonly typescript: TypeScript;
  readonly checker: ts.TypeChecker;
  readonly service: ts.LanguageService;
  readonly source: ts.SourceFile;
  readonly tables: Tables;
  /** What was looked up before where the program declares it. */
  readonly declared: Map<ts.Symbol, number>;
  /** What was looked up before in this file: of what is called, for each signature. */
  readonly hovers: Map<ts.Symbol, Map<ts.Signature | undefined, number>>;
  /** Whether a file is of the program. */
  readonly isOwn: (path: string) => boolean;
}

function identifiersIn(typescript: TypeScript, source: ts.SourceFile): readonly ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isIdentifier(node) && node.text !== "undefined" && !isConst(typescript, node) && node.getWidth(source) > 0) found.push(node);
    node.forEachChild(visit);
  };
  visit(source);
  return found.sort((a, b) => a.getStart(source) - b.getStart(source));
}

/** The `const` of `as const`, which is parsed as the name of a type. */
function isConst(typescript: TypeScript, { parent }: ts.Identifier): boolean {
  return typescript.isTypeReferenceNode(parent) && typescript.isConstTypeReference(parent);
}

function occurrenceOf(node: ts.Identifier, look: Look): Occurrence {
  const { source } = look;
  const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
  const symbol = symbolOf(node, look);
  return [line, character, node.getWidth(source), hoverOf(node, symbol, look), nameOf(symbol, look)];
}

/**
 * What the program defines is shown as it is declared, whoever uses it: that is looked up once. What is generic, and what the program does not
 * define, is shown as it is used here, and looked up once in a file for each way of calling it. So no file shows what another one asked for.
 */
function hoverOf(node: ts.Identifier, symbol: ts.Symbol | undefined, look: Look): number {
  const { tables, hovers, declared } = look;
  if (!symbol) return questioned(node, look, tables);
  const signature = isCalledInWays(symbol, node, look) ? signatureOf(node, look) : undefined;
  const declaration = signature === undefined ? declarationOf(symbol, look) : undefined;
  if (declaration !== undefined) return remembered(declared, symbol, () => questioned(declaration, look, tables));
  return remembered(remembered(hovers, symbol, () => new Map()), signature, () => questioned(node, look, tables));
}

function remembered<Key, Made>(known: Map<Key, Made>, key: Key, make: () => Made): Made {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

/** The name at which the program declares what is not made for a use of it, as a property of a type that is filled in is. */
function declarationOf(symbol: ts.Symbol, { typescript, isOwn }: Look): ts.Identifier | undefined {
  const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
  const name = declaration && typescript.getNameOfDeclaration(declaration);
  const isMade = (symbol.flags & typescript.SymbolFlags.Transient) !== 0;
  return !isMade && name && typescript.isIdentifier(name) && isOwn(name.getSourceFile().fileName) ? name : undefined;
}

/** Whether calls show more than the declaration does: those of a class or of what else makes objects, of one of several signatures, with types filled in. */
function isCalledInWays({ flags, declarations = [] }: ts.Symbol, { parent }: ts.Identifier, { typescript }: Look): boolean {
  const { Function, Method, Constructor, Class, Accessor } = typescript.SymbolFlags;
  const [declaration] = declarations;
  const isPlain = declarations.length === 1 && declaration !== undefined && typescript.isFunctionLike(declaration) && declaration.typeParameters === undefined;
  return (flags & Class) !== 0 || typescript.isNewExpression(parent) || ((flags & (Function | Method | Constructor | Accessor)) !== 0 && !isPlain);
}

/** The signature, with its types filled in, of the call of what is named here; nothing where it is not called. Equal calls have the same one. */
function signatureOf(node: ts.Identifier, { typescript, checker }: Look): ts.Signature | undefined {
  const callee = typescript.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : node;
  const call = callee.parent;
  return (typescript.isCallExpression(call) || typescript.isNewExpression(call)) && call.expression === callee ? checker.getResolvedSignature(call) : undefined;
}

function questioned(node: ts.Identifier, { service, typescript }: Look, tables: Tables): number {
  const source = node.getSourceFile();
  const at = node.getStart(source);
  const quick = service.getQuickInfoAtPosition(source.fileName, at);
  const type = withoutImport(typescript.displayPartsToString(quick?.displayParts ?? []));
  return quick && type !== "" ? tables.hover(shortened(type), documentationOf(typescript, quick)) : -1;
}

/** Of something imported, what it is; that it was imported can be seen. Of a call, that it is of a function. */
function withoutImport(type: string): string {
  return type.replace(/^\(alias\) (?=[\w$]+[(<])/, "function ").replace(/^\(alias\) /, "").replace(/\nimport .*$/, "");
}

/** A type of many lines (a long union, an object) says enough by its beginning. */
function shortened(type: string): string {
  return type.length > 600 ? `${type.slice(0, 600)} …` : type;
}

function documentationOf(typescript: TypeScript, { documentation, tags }: ts.QuickInfo): string {
  const said = [typescript.displayPartsToString(documentation ?? [])];
  for (const { name, text } of tags ?? []) said.push(`@${name} ${typescript.displayPartsToString(text ?? [])}`.trim());
  return said.filter((each) => each !== "").join("\n");
}

/** The index of what it names, if the program defines it; -1 for what is the language's or a package's. */
function nameOf(symbol: ts.Symbol | undefined, { typescript, isOwn, tables }: Look): number {
  const declaration = symbol?.valueDeclaration ?? symbol?.declarations?.[0];
  if (!declaration) return -1;
  const name = typescript.getNameOfDeclaration(declaration);
  const file = declaration.getSourceFile();
  if (!name || !typescript.isIdentifier(name) || !isOwn(file.fileName)) return -1;
  return tables.name(file.fileName, file.getLineAndCharacterOfPosition(name.getStart(file)), { text: name.text, scope: scopeOf(typescript, declaration) });
}

/** What is meant: behind an import, what is imported; of `{ order }`, the variable and not the property. */
function symbolOf(node: ts.Identifier, { checker, typescript }: Look): ts.Symbol | undefined {
  const { parent } = node;
  const short = typescript.isShorthandPropertyAssignment(parent) ? checker.getShorthandAssignmentValueSymbol(parent) : undefined;
  const symbol = short ?? checker.getSymbolAtLocation(node);
  if (!symbol) return undefined;
  const meant = (symbol.flags & typescript.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
  // a property that was made as `{ order }` leads on to the variable
  const made = meant.valueDeclaration;
  return made && typescript.isShorthandPropertyAssignment(made) ? (checker.getShorthandAssignmentValueSymbol(made) ?? meant) : meant;
}

function scopeOf(typescript: TypeScript, declaration: ts.Declaration): Name["scope"] {
  const { parent } = declaration;
  if (typescript.isParameter(declaration) || typescript.isTypeParameterDeclaration(declaration)) return "local";
  if (typescript.isClassElement(declaration) || typescript.isTypeElement(declaration) || typescript.isPropertyAssignment(declaration)
    || typescript.isShorthandPropertyAssignment(declaration) || typescript.isObjectLiteralElement(declaration)) return "member";
  for (let above: ts.Node | undefined = parent; above; above = above.parent) {
    if (typescript.isFunctionLike(above) || typescript.isBlock(above) || typescript.isForStatement(above) || typescript.isForOfStatement(above)) return "local";
  }
  return "module";
}
