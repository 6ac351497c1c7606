/** Makes a forgotten case of a closed union a compile error, and names it if one gets here anyway. */
export function assertNever(value: never): never {
  throw new Error(`not a known case: ${JSON.stringify(value)}`);
}
