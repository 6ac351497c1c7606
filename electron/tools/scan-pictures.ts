import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readWalletCode } from '../core/payments/wallet-code.ts';
import { openRealReader } from './scan/real-reader.ts';

/**
 * Why does this phone not scan? Reads every picture in a folder as the counter's camera would, and prints for each what
 * stands in its code, what of that is a wallet code, how long it took and which look read it. It prints codes in
 * clear, for whoever took the pictures; nothing is kept or sent. Exit 0: all were looked at; 2: called wrongly.
 */

const err = (text: string) => void process.stderr.write(`${text}\n`);
const kinds = new Set(['.png', '.jpg', '.jpeg', '.webp', '.gif', '.bmp', '.avif']);
const usage = 'Say npm run scan:pictures -- FOLDER [--json FILE], with pictures in the folder.';

interface Line {
  file: string;
  /** What was decoded, before it is told whether that is a wallet code. */
  text: string | null;
  token: string | null;
  ms: number;
  path: string | null;
}

async function main(): Promise<number> {
  const asked = readArgs();
  if (asked === null) {
    err(usage);
    return 2;
  }
  const files = await picturesIn(asked.folder);
  if (files.length === 0) {
    err(`There are no pictures in ${asked.folder}.`);
    return 2;
  }
  const reader = await openRealReader();
  const lines: Line[] = [];
  try {
    for (const file of files) {
      const { text, path, ms } = await reader.read(await readFile(join(asked.folder, file)));
      const code = text === null ? null : readWalletCode(text);
      lines.push({ file, text, token: code?.ok ? code.code : null, ms: Math.round(ms * 10) / 10, path });
      const end = lines.length === files.length ? '\n]\n' : ',';
      process.stdout.write(`${lines.length === 1 ? '[' : ''}\n  ${JSON.stringify(lines.at(-1))}${end}`);
    }
  } finally {
    await reader.close();
  }
  if (asked.json !== undefined) await writeFile(asked.json, `${JSON.stringify(lines, null, 2)}\n`);
  for (const line of totals(lines)) err(line);
  return 0;
}

function readArgs(): { folder: string; json: string | undefined } | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { json: { type: 'string' } },
    });
    const [folder, ...more] = positionals;
    return folder === undefined || more.length > 0 || values.json === ''
      ? null
      : { folder, json: values.json };
  } catch {
    return null;
  }
}

async function picturesIn(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder, { recursive: true });
    return names.filter((name) => kinds.has(extname(name).toLowerCase())).sort();
  } catch {
    return [];
  }
}

function totals(lines: readonly Line[]): string[] {
  const read = lines.filter(({ text }) => text !== null);
  const tokens = lines.filter(({ token }) => token !== null).length;
  const times = read.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (part: number) => times[Math.floor((times.length - 1) * part)] ?? 0;
  const paths = Map.groupBy(read, ({ path }) => path ?? '');
  return [
    `${read.length} of ${lines.length} read, ${tokens} of them wallet codes; ${lines.length - read.length} not read.`,
    `Half of them within ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms.`,
    `By: ${[...paths].map(([path, ones]) => `${path} ${ones.length}`).join(', ') || 'none'}.`,
  ];
}

process.exitCode = await main();
