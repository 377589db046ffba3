/** Text from files and controllers as a terminal may show it: control characters are shown as \\xNN, not obeyed. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
