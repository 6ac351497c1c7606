import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  globSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { openJournal } from '../../electron/node/journal.ts';
import { openJournalReader } from '../../electron/node/journal-reader.ts';
import { knownTypes } from '../../electron/tools/journal-words.ts';
import { journalIn, row, tamper } from './journal-helpers.ts';
import { tempFolder } from './temp-folder.ts';

const tool = fileURLToPath(new URL('../../electron/tools/journal.ts', import.meta.url));

// Each starts a process or two, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 20_000 });

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...args], {
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC' },
  });
  return { status, stdout, stderr };
}

const money = { amountMinor: 2999, currency: 'USD', flow: 'standard' };
const reference = 'ABC123-0123456789-01JZZZZZZZZZZZZZZZZZZZZZZZ';
const ids = { saleId: 'sale-1', attemptId: 'attempt-1', reference };
const atMs = Date.UTC(2026, 0, 5, 9, 20);
const sale = [
  row('attempt.sent', {
    ...{ ...ids, open: true, atMs, serverMs: atMs },
    body: { ...money, chargeableUntilMs: atMs + 350_000, note: 'for Ada', walletDigest: 'd1g3st' },
  }),
  row('attempt.answered', {
    ...{ ...ids, actor: 'counter', atMs: atMs + 200, serverMs: atMs + 200 },
    body: { ...money, intentId: 'intent-9', status: 'pending' },
  }),
  row('outcome.paid', {
    ...{ ...ids, open: false, actor: 'counter', atMs: atMs + 9000, serverMs: atMs + 9000 },
    body: { ...money, intentId: 'intent-9', said: '=cmd()' },
  }),
  row('someday.invented', { atMs, body: { amountMinor: 1, secretWord: 'hush', status: 'new' } }),
];

async function written(rows = sale): Promise<string> {
  const folder = tempFolder();
  const { journal, inbox } = await openJournal({ folder });
  await inbox.store({
    ...{ bodyHash: 'h', intentId: 'intent-9', event: 'payment.completed', reference },
    receivedAtMs: atMs + 5000,
  });
  await journal.append(rows);
  await journal.close();
  return folder;
}

/** Resolves once the process has the file open; where its files cannot be looked at, once it has said a word. */
async function hasOpened(child: ChildProcess, file: string): Promise<void> {
  if (process.platform !== 'linux') return void (await once(child.stderr as Readable, 'data'));
  const files = `/proc/${child.pid}/fd`;
  const open = () => readdirSync(files).map((one) => readlinkSync(join(files, one)));
  await vi.waitFor(() => expect(open()).toContain(file), { timeout: 15_000, interval: 5 });
}

describe('npm run journal', () => {
  it('verifies a sound journal and leaves no trace in its folder', async () => {
    const folder = await written();
    const before = readdirSync(folder);
    expect(run('verify', '--profile', folder)).toMatchObject({
      status: 0,
      stdout: 'The journal is as it was written: 4 rows, the chain holds, and SQLite finds the file sound.\n',
    });
    expect(readdirSync(folder)).toEqual(before);
  });

  it('tells what happened in order, with time and actor', async () => {
    const folder = await written();
    const { status, stdout } = run('show', reference, '--profile', folder);
    expect(status).toBe(0);
    expect(stdout).toBe(`Sale sale-1, 29.99 USD
  attempt attempt-1, reference ${reference}

 2026-01-05 09:20:00  cashier   Payment asked for: 29.99 USD sent to FEX; nobody new can be charged after 2026-01-05 09:25:50.
 2026-01-05 09:20:00  counter   FEX answered (payment intent intent-9), status pending.
~2026-01-05 09:20:05  FEX       Webhook payment.completed arrived (a hint; FEX is read).
 2026-01-05 09:20:09  counter   PAID: 29.99 USD (payment intent intent-9).

Lines stand in the order they were recorded. Times are FEX's to the second where they are known, else this computer's (~), in UTC.
`);
    const reader = openJournalReader(join(folder, 'journal.db'));
    for (const id of [reference, 'ZZZZZZ', 'attempt-1', 'sale-1', 'intent-9']) {
      expect(reader.about(id).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    }
    reader.close();
  });

  it('says so where it knows nothing, and never takes a pattern for an id', async () => {
    const folder = await written();
    const reader = openJournalReader(join(folder, 'journal.db'));
    for (const id of ['%', '____', 'Z', 'status', 'USD', '']) expect(reader.about(id)).toEqual([]);
    reader.close();
    expect(run('show', 'nobody', '--profile', folder)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^The journal knows nothing of nobody\. .*\n$/),
    });
  });

  it('finds a released sale by the number the customer was given, and tells who settled it', async () => {
    const folder = await written([
      ...sale.slice(0, 2),
      row('attempt.released', { ...ids, body: { ...money, found: 'not-found', slip: 12 } }),
      row('outcome.settled-by-hand', {
        ...{ ...ids, actor: 'manager (unproved)' },
        body: { ...money, paid: false, who: 'Maria', why: 'Customer left' },
      }),
    ]);
    for (const ref of ['12', 'No. 12']) {
      const { stdout } = run('show', ref, '--profile', folder);
      expect(stdout).toContain('Released as No. 12 and watched on, not settled (FEX did not have it).');
      expect(stdout).toContain('SETTLED BY HAND: Maria says that nothing was paid (Customer left)');
    }
    expect(run('show', '13', '--profile', folder).stderr).toContain('The journal knows nothing of 13.');
    expect(run('export', '--profile', folder).stdout).not.toContain('Maria');
  });

  it('has words for every row a counter writes', () => {
    const core = fileURLToPath(new URL('../../electron/core', import.meta.url));
    const sources = globSync('**/*.ts', { cwd: core }).map((name) => readFileSync(join(core, name), 'utf8'));
    const types = sources.flatMap((source) => [
      ...[...source.matchAll(/journal\(\s*'([a-z.-]+)'/g)].map(([, type]) => type),
      ...[
        ...source.matchAll(
          /type: '((?:attempt|outcome|cancel|watch|late|alarm|books|installation|journal)\.[a-z-]+)'/g,
        ),
      ].map(([, type]) => type),
      ...[...source.matchAll(/say\('([a-z.-]+)'/g)].map(([, type]) => type),
    ]);
    expect(types.length).toBeGreaterThan(30);
    expect(types.filter((type) => !knownTypes.includes(type ?? ''))).toEqual([]);
  });

  it('reads a journal that was set aside, by its file', async () => {
    const folder = await written();
    const aside = join(folder, 'journal.damaged-2026-01-05T09-20-00.000Z.db');
    cpSync(join(folder, 'journal.db'), aside);
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ mark: { seq: 9, hash: 'x' } }));
    expect(run('verify', '--file', aside)).toMatchObject({ status: 0 });
    expect(run('show', 'ZZZZZZ', '--file', aside).stdout).toContain('PAID: 29.99 USD');
    expect(run('verify', '--file', aside, '--profile', folder)).toMatchObject({ status: 2 });
  });

  it('exports rows without what is a customer’s, as JSON and as CSV that no spreadsheet runs', async () => {
    const folder = await written();
    const json = run('export', '--profile', folder);
    expect(json.status).toBe(0);
    expect(JSON.parse(json.stdout)).toHaveLength(4);
    expect(JSON.parse(json.stdout)[2]).toMatchObject({
      seq: 3,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      body: { ...money, said: '(left out)' },
    });
    const csv = run('export', '--format', 'csv', '--profile', folder);
    expect(csv.stdout.trim().split('\r\n')).toHaveLength(5);
    for (const { stdout } of [json, csv]) {
      for (const secret of ['Ada', 'd1g3st', 'cmd()', 'hush']) expect(stdout).not.toContain(secret);
    }
  });

  it('reads while a counter writes', async () => {
    const folder = tempFolder();
    const { journal } = await journalIn(folder);
    await journal.append(sale);
    expect(run('verify', '--profile', folder).status).toBe(0);
    expect((await journal.append([row('after')])).seq).toBe(5);
  });

  it.each([
    [[]],
    [['verify', 'x']],
    [['show']],
    [['burn']],
    [['export', '--format', 'xml']],
    [['verify', '--q']],
  ])('refuses %j with one sentence and exit code 2', (args) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('stops at once on Ctrl-C', async () => {
    const folder = await written(Array.from({ length: 30_000 }, () => row('noted')));
    const child = spawn(process.execPath, [tool, 'verify', '--profile', folder]);
    const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
    await hasOpened(child, join(folder, 'journal.db'));
    child.kill('SIGINT');
    expect([130, 'SIGINT']).toContain(await ended);
  });
});

describe('npm run journal -- verify finds', () => {
  it.each([
    ['an edited row', `UPDATE events SET body = '{"amountMinor":5}' WHERE seq = 2`, /^Row 2 was changed/],
    ['a missing row', 'DELETE FROM events WHERE seq = 2', /^Row 2 is missing/],
    ['a hidden attempt', 'UPDATE attempts SET open = 1', /attempts/],
    ['a forgotten type', `DELETE FROM types WHERE type = 'outcome.paid'`, /"outcome.paid" of row 3/],
    ['a trigger that is gone', 'DROP TRIGGER IF EXISTS events_delete', /"events_delete" is not as/],
  ])('%s', async (_what, statement, sentence) => {
    const folder = await written();
    tamper(folder, statement);
    if (statement.startsWith('DROP')) {
      const db = new DatabaseSync(join(folder, 'journal.db'));
      db.exec(statement);
      db.close();
    }
    const { status, stdout } = run('verify', '--profile', folder);
    expect(status).toBe(1);
    expect(stdout).toMatch(sentence);
    expect(stdout).toContain('NOT as it was written');
  });

  it('rows missing at the end, by what the settings saw', async () => {
    const folder = await written();
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ mark: { seq: 9, hash: 'x' } }));
    expect(run('verify', '--profile', folder).stdout).toMatch(
      /ends at row 4, but the settings saw row 9: it was copied by half/,
    );
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ mark: { seq: 3, hash: 'x' } }));
    expect(run('verify', '--profile', folder).stdout).toMatch(/Row 3 is not the one the settings saw/);
  });

  it('another counter’s journal', async () => {
    const folder = await written();
    const stamp = { environment: 'sandbox', apiUrl: 'https://x.example', counterId: 'c-2' };
    writeFileSync(join(folder, 'profile.json'), JSON.stringify(stamp));
    const { status, stdout } = run('verify', '--profile', folder);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^The journal is another counter's: row 1 bears/);
  });

  it.each([
    ['none', (file: string) => rmSync(file), /There is no journal at/],
    ['an empty one', (file: string) => truncateSync(file), /is empty/],
    ['no database', (file: string) => writeFileSync(file, 'x'.repeat(9000)), /damaged or was copied by half/],
    ['half a copy', (file: string) => truncateSync(file, 8192), /damaged or was copied by half/],
    [
      'a newer version’s',
      (file: string) => pragma(file, 2),
      /written by a newer version.*\(2, this one knows 1\)/,
    ],
    ['another program’s', (file: string) => pragma(file, 0), /a database, but not a journal/],
  ])('%s in one sentence', async (_what, spoil, sentence) => {
    const folder = await written();
    spoil(join(folder, 'journal.db'));
    const { status, stdout, stderr } = run('verify', '--profile', folder);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('nothing wrong in a copy made with its log', async () => {
    const folder = tempFolder();
    const copy = tempFolder();
    const { journal } = await journalIn(folder);
    await journal.append(sale);
    for (const end of ['', '-wal']) cpSync(join(folder, `journal.db${end}`), join(copy, `journal.db${end}`));
    const before = readFileSync(join(copy, 'journal.db'));
    expect(run('verify', '--profile', copy)).toMatchObject({ status: 0 });
    expect(readFileSync(join(copy, 'journal.db')).equals(before)).toBe(true);
  });
});

it('pages backwards from any place', async () => {
  const folder = await written();
  const reader = openJournalReader(join(folder, 'journal.db'));
  expect(reader.page(99, 2).map(({ seq }) => seq)).toEqual([4, 3]);
  expect(reader.page(3, 2).map(({ seq }) => seq)).toEqual([2, 1]);
  expect(reader.page(1, 2)).toEqual([]);
  reader.close();
});

function pragma(file: string, version: number): void {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA user_version = ${version}`);
  db.close();
}
