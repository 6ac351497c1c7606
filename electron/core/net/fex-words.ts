/**
 * FEX's own words, as far as they may be journaled and shown: 200 characters, without what names a wallet. FEX may
 * repeat the wallet code in them as it likes, so whatever looks like a key is left out, and where a piece of the
 * code is recognised in what remains, in whatever spelling, nothing of the words is kept.
 */
export function fexWords(said: string, walletCode = ''): string {
  // Taken out before it is cut: a cut code is not found any more.
  const words = withoutKeys(withoutCode(said.slice(0, longestLooked), walletCode));
  return tells(words, walletCode) ? '' : words.slice(0, longestKept);
}

const longestKept = 200;
/** What stands so far behind what is kept does not matter. */
const longestLooked = 4_000;
/** So many letters and digits of the code in a row tell of it. */
const pieceLength = 8;

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const run = /[a-z0-9]{10,}/gi;

/** What names a wallet, or looks like a key, left out. */
export function withoutKeys(text: string): string {
  return text.replace(uuid, '…').replace(run, (found) => (isKey(found) ? '…' : found));
}

/** Letters and digits mixed, a long number, or longer than any word. */
function isKey(found: string): boolean {
  if (found.length >= 30) return true;
  return /\d/.test(found) && (/[a-z]/i.test(found) || found.length >= 12);
}

/** The code as it is; FEX's sentence around it is worth keeping. */
function withoutCode(text: string, code: string): string {
  if (code.length < 4) return text;
  const literal = code.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return text.replace(new RegExp(literal, 'giu'), '…');
}

function tells(words: string, code: string): boolean {
  const places = [words, decoded(words)].map((text) =>
    lettersOf(text)
      .map(([letter]) => letter)
      .join(''),
  );
  return [code, decoded(code)].flatMap(piecesOf).some((piece) => places.some((text) => text.includes(piece)));
}

/** Every run of the code that would tell of it; one made of everyday words alone does not. */
function piecesOf(code: string): string[] {
  const letters = lettersOf(code);
  const length = Math.min(pieceLength, letters.length);
  if (length < 4) return [];
  const pieces: string[] = [];
  for (let at = 0; at + length <= letters.length; at += 1) {
    const piece = letters.slice(at, at + length);
    if (piece.some(([, everyday]) => !everyday)) pieces.push(piece.map(([letter]) => letter).join(''));
  }
  return pieces;
}

const everydayWords = new Set(
  'app code com counter customer fex http https id invalid merchant pay payment qr scan token user wallet www'.split(
    ' ',
  ),
);

/** Letters and digits alone, in one spelling, each with whether its word is an everyday one. */
function lettersOf(text: string): [letter: string, everyday: boolean][] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.flatMap((word) =>
    Array.from(word, (letter): [string, boolean] => [letter, everydayWords.has(word)]),
  );
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Percent, JSON and HTML escapes undone, also where one is wrapped in another. */
function decoded(text: string): string {
  let before = '';
  let now = text;
  for (let round = 0; round < 4 && now !== before; round += 1) {
    before = now;
    now = now
      .replace(/(?:%[0-9a-f]{2})+/gi, unescaped)
      .replace(/\\+u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/\\+x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/\\+[nrtbf]/g, ' ')
      .replace(/&#(x?)([0-9a-f]{1,6});/gi, (all, hex: string, digits: string) => {
        const point = Number.parseInt(digits, hex === '' ? 10 : 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : all;
      })
      .replace(/&(amp|lt|gt|quot|apos);/gi, (_, name: string) => entities[name.toLowerCase()] ?? ' ');
  }
  return now;
}

function unescaped(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return escapes;
  }
}
