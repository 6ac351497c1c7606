/**
 * JSON as FEX sends it, with amounts kept as their source text: a double such as 29.990000000000002 must
 * reach the money rules as it was written, not as a binary fraction.
 */

/**
 * A number under the key `amount`, by JSON's own grammar. An unescaped quote before a colon ends a key, so this
 * never matches inside a string.
 */
const amountNumber = /"amount"\s*:\s*(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=\s*[,}])/g;

/** The parsed value, or undefined where the text is no JSON (HTML, half an answer, nothing). */
export function parseFexJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(amountNumber, '"amount":"$1"'));
  } catch {
    return undefined;
  }
}

const parsed = new WeakMap<object, unknown>();

/** The same of an answer's text, parsed once however many look at it. */
export function parseAnswer(answer: { readonly text: string }): unknown {
  if (!parsed.has(answer)) parsed.set(answer, parseFexJson(answer.text));
  return parsed.get(answer);
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
