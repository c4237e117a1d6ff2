/** How each language writes a comment. */

/** The marks around a one-line comment; `close` is empty where the line's end closes it. */
export interface CommentSyntax {
  readonly open: string;
  readonly close: string;
}

/** The comment syntax of a fence's language; null for a language without comments (`json`, `text`) and for unknown ones. */
export function commentSyntax(language: string): CommentSyntax | null {
  return syntaxes.get(language.toLowerCase()) ?? null;
}

/** The comment that stands above a chunk's lines: its bare name. Null where the language cannot say it. */
export function nameComment(language: string, name: string): string | null {
  const syntax = commentSyntax(language);
  if (!syntax || (syntax.close !== "" && name.includes(syntax.close))) return null;
  // XML forbids `--` anywhere in a comment.
  if (syntax.close === "-->" && name.includes("--")) return null;
  return syntax.close === "" ? `${syntax.open} ${name}` : `${syntax.open} ${name} ${syntax.close}`;
}

const families: readonly (readonly [CommentSyntax, string])[] = [
  [
    { open: "//", close: "" },
    "ts tsx js jsx mjs cjs mts cts typescript javascript c h cpp hpp cc cxx c++ cuda cu cuh wgsl glsl hlsl metal objc rust rs " +
      "go java kotlin kt swift scala zig cs csharp dart php jsonc json5 typst proto",
  ],
  [
    { open: "#", close: "" },
    "sh bash zsh shell fish py python rb ruby perl r julia jl yaml yml toml make makefile cmake dockerfile gyp gn nix tcl " +
      "awk sed graphql elixir gitignore gitattributes ini conf properties nginx",
  ],
  [{ open: "/*", close: "*/" }, "css"],
  [{ open: "<!--", close: "-->" }, "html xml svg md markdown vue"],
  [{ open: "--", close: "" }, "sql lua haskell hs ada"],
  [{ open: "%", close: "" }, "tex latex matlab prolog erlang"],
  [{ open: ";", close: "" }, "lisp scheme clojure asm nasm"],
];

const syntaxes: ReadonlyMap<string, CommentSyntax> = new Map(
  families.flatMap(([syntax, languages]) => languages.split(" ").map((language) => [language, syntax] as const)),
);
