import {
  copyFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createCounter } from '../../electron/core/counter.ts';
import { counterTag, newReference } from '../../electron/core/payments/reference.ts';
import { createHasher } from '../../electron/node/hasher.ts';
import { openPorts, StartError } from '../../electron/node/open-ports.ts';
import { de } from '../../renderer/text/de.ts';
import { en } from '../../renderer/text/en.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { row, tamper, unreachableFex } from './journal-helpers.ts';
import { tempFolder } from './temp-folder.ts';

/**
 * What may lie where the journal should: each ends in a sentence for a person and in a till that charges nobody,
 * and nothing of what was there is lost. Real SQLite, the real counter, no FEX.
 */
vi.setConfig({ testTimeout: 20_000 });

const origin = 'https://counter.localhost';
const tagOf = (counterId: string) => counterTag(counterId, createHasher());

async function open(profile: string, counterId = unreachableFex.counterId) {
  const plan = {
    ...{ environment: 'sandbox' as const, profile, options: {} as never },
    config: { ...unreachableFex, counterId },
    record: null,
    pairing: false,
  };
  const simulator = () => Promise.reject(new Error('not in training'));
  const { ports, identity, close } = await openPorts(plan, {
    ...{ simulator, tagOf, language: 'en' as const, say: () => {} },
  });
  const counter = await createCounter(ports, identity, [origin]);
  await counter.start();
  const call = async (name: string, args: unknown = null) => {
    const reply = await counter.bridge.answer({ origin, ownTopFrame: true }, { call: name, args });
    if (!reply.ok) throw new Error(reply.message);
    return reply.value;
  };
  return {
    ports,
    call,
    async end() {
      await counter.dispose();
      await close();
    },
  };
}

/** A profile of a counter with a few rows, the last of them an open sale; its mark is written. */
async function used(counterId = unreachableFex.counterId): Promise<string> {
  const profile = join(tempFolder(), 'profile');
  const till = await open(profile, counterId);
  for (let count = 1; count <= 40; count += 1) await till.ports.journal.append([row('noted')]);
  const id = '01JZZZZZZZZZZZZZZZZZZZZZZZ';
  const reference = newReference({ tag: tagOf(counterId), installationId: '0123456789', id });
  const ids = { attemptId: id, saleId: id, reference };
  await till.ports.journal.append([row('attempt.sent', { ...ids, open: true })]);
  const { seq, hash } = await till.ports.journal.head();
  till.ports.store.write('mark', { seq, hash });
  await till.end();
  return profile;
}

const fileIn = (profile: string) => join(profile, 'journal.db');
const asideIn = (profile: string) =>
  readdirSync(profile).find((name) => name.includes('.damaged-') && name.endsWith('.db'));

it.each<
  [string, (profile: string) => unknown, { halt: Snapshot['halt']; kind: string | null; aside: boolean }]
>([
  [
    'edited by hand',
    (profile) => tamper(profile, `UPDATE events SET at_ms = 1 WHERE seq = 30`),
    { halt: { reason: 'journal-damaged' } as never, kind: 'changed', aside: false },
  ],
  [
    'no database',
    (profile) => writeFileSync(fileIn(profile), '<html>'.repeat(3000)),
    { halt: { reason: 'copied-or-restored' } as never, kind: 'set-aside', aside: true },
  ],
  [
    'half a copy of the file',
    (profile) => truncateSync(fileIn(profile), Math.floor(statSync(fileIn(profile)).size / 8192) * 4096),
    { halt: { reason: 'copied-or-restored' } as never, kind: 'set-aside', aside: true },
  ],
  [
    'another program’s database',
    (profile) => {
      rmSync(fileIn(profile));
      new DatabaseSync(fileIn(profile)).exec('CREATE TABLE cats (name TEXT)');
    },
    { halt: { reason: 'copied-or-restored' } as never, kind: 'set-aside', aside: true },
  ],
  [
    'another counter’s',
    async (profile) => copyFileSync(fileIn(await used('c-2')), fileIn(profile)),
    { halt: { reason: 'copied-or-restored' } as never, kind: 'set-aside', aside: true },
  ],
  [
    'an older one, put back',
    (profile) => {
      const db = new DatabaseSync(fileIn(profile));
      db.exec('DROP TRIGGER events_delete; DELETE FROM events WHERE seq > 10; DELETE FROM attempts');
      db.exec(`DELETE FROM types WHERE type = 'attempt.sent'`);
      db.exec(`CREATE TRIGGER events_delete BEFORE DELETE ON events
  BEGIN SELECT raise(ABORT, 'the journal only grows'); END`);
      db.close();
    },
    { halt: { reason: 'copied-or-restored' } as never, kind: null, aside: false },
  ],
  [
    'none: it was deleted',
    (profile) => rmSync(fileIn(profile)),
    { halt: { reason: 'copied-or-restored' } as never, kind: null, aside: false },
  ],
])('a journal that is %s stops charging, says so, and is kept', async (_what, spoil, wanted) => {
  const profile = await used();
  await spoil(profile);
  const before = wanted.aside ? readFileSync(fileIn(profile)) : null;
  const till = await open(profile);
  onTestFinished(till.end);
  const { halt, recovery } = (await till.call('app.snapshot')) as Snapshot;
  expect(halt).toMatchObject({ ...wanted.halt });
  expect(recovery?.journal?.kind ?? null).toBe(wanted.kind);
  const charged = await till.call('payment.charge', { amountMinor: 100, note: null });
  expect(charged).toEqual({ ok: false, failure: 'charging-stopped' });
  for (const words of [en, de]) expect(words.halt[halt?.reason ?? 'counter-inactive']).toMatch(/\.$/);
  // Without FEX nothing is rebuilt, so nobody can confirm it yet.
  expect(recovery?.canConfirm).toBe(false);
  expect(await till.call('counter.take-over', { confirmed: true })).toMatchObject({ ok: false });
  const aside = asideIn(profile);
  expect(aside !== undefined).toBe(wanted.aside);
  if (aside === undefined) return;
  expect(recovery?.journal?.file).toBe(join(profile, aside));
  expect(readFileSync(join(profile, aside)).equals(before ?? Buffer.alloc(0))).toBe(true);
});

it('a newer version’s journal ends the start in one sentence, and is not touched', async () => {
  const profile = await used();
  const db = new DatabaseSync(fileIn(profile));
  db.exec('PRAGMA user_version = 99');
  db.close();
  const before = readFileSync(fileIn(profile));
  const error = await open(profile).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StartError);
  expect((error as Error).message).toMatch(
    /^The journal was written by a newer version of this program \(99, this one knows 1\)\. Update the program; nothing was changed\./,
  );
  expect(readFileSync(fileIn(profile)).equals(before)).toBe(true);
});
