import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtMain } from './till.ts';

/** A wrong version of the built counter that a kill, or a lost answer, has to reveal. */
export interface Breakage {
  name: string;
  /** Stands in the built main process exactly once. */
  find: string;
  replace: string;
  /** What the driver has to say against it. */
  said: RegExp;
}

export const breakages: readonly Breakage[] = [
  {
    name: 'rows are written a moment after what they announce',
    find: 'if (rows.length > 0 && !await recorder.record(rows)) return unrecorded(event, next, effects);',
    replace: 'if (rows.length > 0) setTimeout(() => recorder.record(rows), 50);',
    said: /no row says that it was sent/,
  },
  {
    name: 'a scan whose answer was lost is sent again',
    find: 'fex.scan(token, order, code))',
    replace:
      'fex.scan(token, order, code).then((one) => one.kind === "unknown" ? fex.scan(token, order, code) : one))',
    said: /was sent twice|was charged 2 times/,
  },
  {
    name: 'a payment that still waits for the customer is called paid',
    find: 'return { kind: "waiting" };',
    replace: 'return { kind: "paid" };',
    said: /said paid for .* and FEX does not|is outcome\.paid .* FEX does not say so/,
  },
  {
    name: 'a restart forgets what was open',
    find: 'for (const row of rows) book.take(row, "before");',
    replace: '',
    said: /was open, and the start shows/,
  },
];

/** The built main process with one thing broken, in a folder of its own. Throws where it cannot be broken so. */
export function breakMain({ name, find, replace }: Breakage): { main: string; remove(): void } {
  const main = mkdtempSync(join(tmpdir(), 'fex-torture-broken-'));
  const remove = () => rmSync(main, { recursive: true, force: true });
  try {
    const dist = join(main, 'dist');
    for (const part of ['main', 'injected', 'renderer']) {
      cpSync(join(builtMain, '..', part), join(dist, part), { recursive: true });
    }
    const scripts = readdirSync(join(dist, 'main')).filter((file) => file.endsWith('.js'));
    const texts = scripts.map(
      (file) => [join(dist, 'main', file), readFileSync(join(dist, 'main', file), 'utf8')] as const,
    );
    const places = texts.flatMap(([file, text]) => Array(text.split(find).length - 1).fill(file) as string[]);
    const [file] = places;
    if (file === undefined || places.length !== 1) {
      throw new Error(
        `"${name}" no longer applies: what it replaces stands in the build ${places.length} times.`,
      );
    }
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(find, () => replace),
    );
    return { main: join(dist, 'main'), remove };
  } catch (error) {
    remove();
    throw error;
  }
}
