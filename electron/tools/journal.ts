import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { journalFileName } from '../node/journal.ts';
import { JournalRefusal, journalFault } from '../node/journal-fault.ts';
import { type JournalReader, openJournalReader } from '../node/journal-reader.ts';
import { dataFolder } from '../node/plan-run.ts';
import { exportRows } from './journal-export.ts';
import { storyOf } from './journal-show.ts';
import { type Progress, verifyJournal } from './journal-verify.ts';

/**
 * What a journal says, for whoever has to know: `verify`, `show REF`, `export`. REF is a reference or its end, an
 * attempt, a sale, FEX's intent, or the number of a released sale. `--file` reads one that was set aside. Only
 * reads, also while a counter writes. Exit 0: all is well; 1: damaged, unreadable or nothing found; 2: called wrongly; 130: stopped.
 */

const out = (text: string) => void process.stdout.write(`${text}\n`);
const err = (text: string) => void process.stderr.write(`${text}\n`);
const usage =
  'Say npm run journal -- verify, show REF or export, with [--profile DIR] or [--file FILE] and, to export, [--format json|csv].';

type Asked =
  | { command: 'verify' | 'show' | 'export'; ref: string; file: string; format: 'json' | 'csv' }
  | { wrong: string };

function readArgs(args: readonly string[]): Asked {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { profile: { type: 'string' }, file: { type: 'string' }, format: { type: 'string' } },
    });
    const [command, ref = '', ...more] = positionals;
    if (command !== 'verify' && command !== 'show' && command !== 'export') return { wrong: usage };
    if (more.length > 0 || (command === 'show') !== (ref !== '')) return { wrong: usage };
    const { format = 'json' } = values;
    if (format !== 'json' && format !== 'csv') return { wrong: '--format is json or csv.' };
    if (values.format !== undefined && command !== 'export') return { wrong: '--format belongs to export.' };
    if (values.file !== undefined && values.profile !== undefined)
      return { wrong: '--file names a journal by itself; it goes without --profile.' };
    if (values.profile === '') return { wrong: '--profile is empty: it takes the folder of a counter.' };
    const folder = values.profile ?? join(dataFolder(process.platform, process.env), 'training');
    return { command, ref, format, file: values.file ?? join(folder, journalFileName) };
  } catch (error) {
    return { wrong: error instanceof Error ? (error.message.split('\n')[0] ?? usage) : usage };
  }
}

async function verify(reader: JournalReader, file: string): Promise<number> {
  let stopped = false;
  const stop = () => {
    stopped = true;
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  let saidAt = performance.now();
  const progress: Progress = {
    get stopped() {
      return stopped;
    },
    at(rows, of) {
      if (rows === null) {
        // One long call: from here a signal ends the process, which has nothing to lose.
        process.off('SIGINT', stop).off('SIGTERM', stop);
        return err(`Checked ${of} rows; SQLite checks the file …`);
      }
      if (performance.now() - saidAt < 500) return;
      saidAt = performance.now();
      err(`Checked ${rows} of ${of} rows …`);
    },
  };
  const verdict = await verifyJournal(reader, file, progress);
  if (verdict === null) {
    err('Stopped. Nothing was changed.');
    return 130;
  }
  for (const note of verdict.notes) out(note);
  for (const sentence of verdict.wrong) out(sentence);
  const rows = verdict.rows === 1 ? '1 row' : `${verdict.rows} rows`;
  out(
    verdict.wrong.length === 0
      ? `The journal is as it was written: ${rows}, the chain holds, and SQLite finds the file sound.`
      : `The journal is NOT as it was written: ${rows}, ${verdict.wrong.length} findings above.`,
  );
  return verdict.wrong.length === 0 ? 0 : 1;
}

function show(reader: JournalReader, ref: string): number {
  const story = storyOf(reader, ref);
  if (story === null) {
    err(
      `The journal knows nothing of ${ref}. Give a reference or its last four characters, an intent's id, or the number of a released sale.`,
    );
    return 1;
  }
  out(story.join('\n'));
  return 0;
}

async function exportAll(reader: JournalReader, format: 'json' | 'csv'): Promise<number> {
  // Whoever reads may have read enough.
  process.stdout.on('error', () => process.exit(0));
  for (const part of exportRows(reader.all(), format)) {
    if (!process.stdout.write(part)) await once(process.stdout, 'drain');
  }
  return 0;
}

/** Why it could not be read, as one sentence. */
function sentenceOf(error: unknown, file: string): string {
  if (error instanceof JournalRefusal) return error.fault.message;
  const { reason, message } = journalFault(error);
  if (reason === 'damaged')
    return `The journal at ${file} is damaged or was copied by half: SQLite cannot read it. It was not changed.`;
  return reason === 'read-only' && existsSync(file)
    ? `The journal at ${file} cannot be opened to read, not even its write-ahead log.`
    : message;
}

async function main(): Promise<number> {
  const asked = readArgs(process.argv.slice(2));
  if ('wrong' in asked) {
    err(asked.wrong);
    return 2;
  }
  const { command, ref, file, format } = asked;
  let reader: JournalReader | null = null;
  try {
    reader = openJournalReader(file);
    if (command === 'verify') return await verify(reader, file);
    return command === 'show' ? show(reader, ref) : await exportAll(reader, format);
  } catch (error) {
    err(sentenceOf(error, file));
    return 1;
  } finally {
    reader?.close();
  }
}

process.exitCode = await main();
