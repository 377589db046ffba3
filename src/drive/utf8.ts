import { inFile, inputError } from "./problem.ts";

/** Bytes as text; a byte order mark of UTF-8 is left out. Throws RDV_DRIVE_FORMAT where the bytes are not valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array, file: string): string {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) throw inputError("RDV_DRIVE_FORMAT", inFile(file), "UTF-8 text", "UTF-16 text", "save it as UTF-8");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw inputError("RDV_DRIVE_FORMAT", inFile(file), "UTF-8 text", "bytes that are not UTF-8");
  }
}
