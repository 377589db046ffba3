/** saxes 6.0.0 (ISC), a strict XML 1.0 parser: the part that xml.ts uses. Handlers may throw; the error leaves `write` or `close`. */
export declare class SaxesParser {
  constructor(options: { readonly position: true });
  /** Line of the next character, from 1. */
  readonly line: number;
  /** Characters of that line already read. */
  readonly column: number;
  on(event: "error", handler: (error: Error) => void): void;
  on(event: "doctype" | "text" | "cdata", handler: (text: string) => void): void;
  on(event: "xmldecl", handler: (declaration: { readonly encoding?: string | undefined }) => void): void;
  on(event: "opentagstart", handler: (tag: { readonly name: string }) => void): void;
  on(event: "attribute", handler: (attribute: { readonly name: string; readonly value: string }) => void): void;
  on(event: "opentag" | "closetag", handler: () => void): void;
  write(piece: string): void;
  /** Ends the document; what is still open is an error then. */
  close(): void;
}
