/**
 * JSON as FEX sends it, with amounts kept as their source text: a double such as 29.990000000000002 must
 * reach the money rules as it was written, not as a binary fraction.
 */

interface SourceContext {
  readonly source?: string;
}
type Reviver = (key: string, value: unknown, context: SourceContext) => unknown;

const keepAmountText: Reviver = (key, value, context) =>
  key === 'amount' && typeof value === 'number' ? (context.source ?? String(value)) : value;

/** The parsed value, or undefined where the text is no JSON (HTML, half an answer, nothing). */
export function parseFexJson(text: string): unknown {
  try {
    // The third argument of a reviver is newer than the type library's signature.
    return JSON.parse(text, keepAmountText as (key: string, value: unknown) => unknown);
  } catch {
    return undefined;
  }
}

declare global {
  interface JSON {
    /** A value that is written out as the given JSON text. In V8 since 11.4. */
    rawJSON(text: string): unknown;
  }
}

/** A decimal text as a JSON number, written digit for digit. */
export function decimalLiteral(text: string): unknown {
  return JSON.rawJSON(text);
}
