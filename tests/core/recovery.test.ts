import { describe, expect, test } from 'vitest';
import type { HttpResult } from '../../electron/core/ports.ts';
import type { MemoryJournal } from '../../electron/tools/virtual/memory-journal.ts';
import { ada, control, openTill as open, rowsOf, snapshot, till } from '../fakes/one-till.ts';
import { minute, second } from '../fakes/times.ts';

/** A record that is damaged or gone: what is put together again, what is not touched, and the way back. */

const recovery = async () => (await snapshot()).recovery;
const confirm = (confirmed = true) => till.call('counter.take-over', { confirmed });
const ownId = () => JSON.parse(till.store.values.get('installationId') ?? '""') as string;
const stopped = { ok: false, failure: 'charging-stopped' };
const file = '/profile/journal.damaged-2026-01-05.db';

async function paid(amountMinor: number): Promise<string> {
  await till.charge(amountMinor);
  const { attemptId } = till.view('showing-qr');
  control().pay(ada(), { intentId: control().intents()[0]?.id ?? '' });
  await till.clock.advance(3 * second);
  await till.call('payment.next', { attemptId });
  return attemptId;
}

async function cancelled(amountMinor: number): Promise<void> {
  await till.charge(amountMinor);
  const { attemptId } = till.view('showing-qr');
  await till.call('payment.cancel', { attemptId });
  await till.clock.advance(3 * second);
  await till.call('payment.next', { attemptId });
}

/** What a start does with a file that cannot be used: another one is begun. */
function setAside({ disk, damage }: MemoryJournal): void {
  disk.rows.length = 0;
  for (const map of [disk.open, disk.byAttempt, disk.newest]) map.clear();
  damage({ kind: 'set-aside', sentence: 'It was no database.', throughSeq: 0, file });
}

/** The journal of three sales is lost: one paid, one cancelled, one whose code a customer still looks at. */
async function lose() {
  await open();
  await till.clock.advance(2 * second);
  await paid(500);
  await cancelled(700);
  await till.charge(2999);
  const shown = till.view('showing-qr');
  await till.restart(setAside);
  await till.clock.advance(10 * second);
  return shown;
}

describe('a record that was set aside', () => {
  test('is rebuilt from FEX’s list, says so, and charges only after a manager’s word', async () => {
    await lose();
    expect(await recovery()).toMatchObject({
      journal: { kind: 'set-aside', file, said: 'It was no database.' },
      rebuild: { state: 'whole', count: 3, unreadable: 0 },
      canConfirm: true,
    });
    // The terminal names the damage, not a copy.
    const said = till.log.lines.filter(({ event }) => event === 'installation.suspect');
    expect(said.at(-1)?.fields).toEqual({ sign: 'damaged' });
    const sales = (await recovery())?.rebuild.sales.map(({ amountMinor, ended }) => [amountMinor, ended]);
    expect(sales).toEqual([
      [2999, 'watched'],
      [700, 'not-charged'],
      [500, 'paid'],
    ]);
    expect(await till.charge(100)).toEqual(stopped);
    expect(await confirm(false)).toEqual({ ok: false, failure: 'not-confirmed' });
    const before = ownId();
    expect(await confirm()).toEqual({ ok: true });
    expect(ownId()).not.toBe(before);
    expect(await snapshot()).toMatchObject({ recovery: null, halt: null });
    expect(await till.charge(100)).toEqual({ ok: true });
    for (const row of rowsOf('attempt.rebuilt')) expect(row.actor).toBe('counter');
    // The amount that was asked for is lost: it is never told as proved.
    expect(rowsOf('outcome.paid')).toMatchObject([{ body: { amountMinor: 500, rebuilt: true } }]);
    expect(rowsOf('journal.acknowledged')).toHaveLength(1);
    await till.restart();
    await till.clock.advance(10 * minute);
    expect((await snapshot()).halt).toBeNull();
    expect(rowsOf('attempt.rebuilt')).toHaveLength(3);
  });

  test('what a customer pays meanwhile is in the new record as paid', async () => {
    const { attemptId } = await lose();
    control().pay(ada(), { intentId: control().intents()[0]?.id ?? '' });
    await till.clock.advance(6 * minute);
    expect(rowsOf('outcome.paid').map((row) => row.attemptId)).toContain(attemptId);
    expect(
      control()
        .intents()
        .filter((one) => one.status === 'cancelled'),
    ).toHaveLength(1);
  });

  test('what FEX still waits for is cancelled only after the manager said that no other till sells', async () => {
    await lose();
    expect(control().intents()[0]?.status).toBe('pending');
    await confirm();
    await till.clock.advance(2 * minute);
    expect(control().intents()[0]?.status).toBe('cancelled');
  });

  test('a sale that only the list tells of is no last sale, and asks whether a new one is the same', async () => {
    const { sentAtMs } = await lose();
    expect((await snapshot()).lastSale).toBeNull();
    await confirm();
    expect(await till.charge(2999)).toMatchObject({ failure: 'same-as-released' });
    const [unsettled] = (await snapshot()).unsettled;
    expect(unsettled).toMatchObject({ amountMinor: 2999, rebuilt: true, slip: 1 });
    // What is kept outside the journal tells that this number was given out.
    expect(JSON.parse(till.store.values.get('lastSlip') ?? '0')).toBe(1);
    await till.restart(setAside);
    await till.clock.advance(10 * second);
    expect((await snapshot()).unsettled[0]).toMatchObject({ slip: 2 });
    expect(Math.abs((unsettled?.sentAtMs ?? 0) - sentAtMs)).toBeLessThan(second);
  });

  test('is not taken over before the list was read; a restart or a full disk does not skip it', async () => {
    await open();
    await till.clock.advance(2 * second);
    await paid(500);
    control().addFault({ endpoint: 'intents.list', status: 503 });
    await till.restart(setAside);
    await till.clock.advance(10 * second);
    expect(await recovery()).toMatchObject({ rebuild: { state: 'waiting', count: 0 }, canConfirm: false });
    // FEX's time came with another answer; the list is what is missing.
    control().clearFaults();
    control().addFault({ endpoint: 'intents.list', times: 1, status: 503 });
    till.memory.failWith('disk-full');
    await till.clock.advance(40 * second);
    expect(await recovery()).toMatchObject({ rebuild: { state: 'waiting', count: 0 }, canConfirm: false });
    expect(await confirm()).toEqual({ ok: false, failure: 'rebuild-first' });
    till.memory.failWith(null);
    await till.clock.advance(40 * second);
    expect(await recovery()).toMatchObject({ rebuild: { state: 'whole', count: 1 } });
    expect(await confirm()).toEqual({ ok: true });
  });

  test('a row that comes to light after the manager’s word is rebuilt, and stops nothing', async () => {
    await open();
    await till.clock.advance(2 * second);
    await till.charge(2999);
    const { attemptId } = till.view('showing-qr');
    // FEX's list is late to show it.
    const hidden = till.fex.http.send;
    till.fex.http.send = async (request) => without(await hidden(request), attemptId);
    await till.restart(setAside);
    await till.clock.advance(10 * second);
    expect(await recovery()).toMatchObject({ rebuild: { state: 'whole', count: 0 } });
    expect(await confirm()).toEqual({ ok: true });
    till.fex.http.send = hidden;
    await till.restart();
    await till.clock.advance(10 * second);
    expect(rowsOf('attempt.rebuilt').map((row) => row.attemptId)).toEqual([attemptId]);
    expect((await snapshot()).halt).toBeNull();
  });

  test('rows that hide their references are read one by one', async () => {
    await open({ settings: { listReference: 'dropped' } });
    await till.clock.advance(2 * second);
    const attemptId = await paid(500);
    await till.restart(setAside);
    await till.clock.advance(10 * second);
    expect(await recovery()).toMatchObject({ rebuild: { state: 'whole', count: 1 } });
    expect(rowsOf('attempt.rebuilt').map((row) => row.attemptId)).toEqual([attemptId]);
  });

  test('rows whose amount cannot be read are told, and left as they are', async () => {
    await open();
    await till.clock.advance(2 * second);
    await paid(500);
    const send = till.fex.http.send;
    till.fex.http.send = async (request) => {
      const result = await send(request);
      if (result.kind !== 'answer' || !request.url.includes('payment-intents')) return result;
      return { ...result, text: result.text.replaceAll('"amount":5,', '"amount":"five",') };
    };
    await till.restart(setAside);
    await till.clock.advance(10 * second);
    expect(await recovery()).toMatchObject({ rebuild: { count: 0, unreadable: 1 }, canConfirm: true });
    expect(rowsOf('attempt.rebuilt')).toHaveLength(0);
  });
});

describe('a copy', () => {
  test('never cancels what the original shows a customer, until a manager took it over', async () => {
    await open();
    await till.clock.advance(2 * second);
    await paid(500);
    const before = structuredClone(till.memory.disk);
    await till.charge(2999);
    // The same profile without the last sale, on another machine.
    till.machine = 'machine-2';
    await till.restart(({ disk }) => {
      disk.rows.splice(before.rows.length);
      disk.open = before.open;
      disk.byAttempt = before.byAttempt;
      disk.newest = before.newest;
    });
    await till.clock.advance(3 * minute);
    expect(control().intents()[0]?.status).toBe('pending');
    expect(await recovery()).toMatchObject({ journal: null, rebuild: { state: 'whole', count: 1 } });
    await confirm();
    await till.clock.advance(2 * minute);
    expect(control().intents()[0]?.status).toBe('cancelled');
  });
});

describe('a record that was changed', () => {
  test('keeps its number: a manager has seen it, and charging goes on', async () => {
    await open();
    await till.clock.advance(2 * second);
    const before = ownId();
    till.memory.damage({ kind: 'changed', sentence: 'Row 3 was changed.', throughSeq: 1 });
    await till.clock.advance(2 * second);
    expect(await recovery()).toMatchObject({
      journal: { kind: 'changed', said: 'Row 3 was changed.', file: null },
      copied: null,
      canConfirm: true,
    });
    expect(await confirm()).toEqual({ ok: true });
    expect(ownId()).toBe(before);
    expect(await till.charge(100)).toEqual({ ok: true });
  });

  test('a file that is broken waits for the next start', async () => {
    await open();
    till.memory.damage({ kind: 'broken', sentence: 'A page rotted.', throughSeq: 1 });
    await till.clock.advance(2 * second);
    expect(await recovery()).toMatchObject({ journal: { kind: 'broken' }, canConfirm: false });
    expect(await confirm()).toEqual({ ok: false, failure: 'not-possible-now' });
  });
});

/** The list without the row of one attempt. */
function without(result: HttpResult, attemptId: string): HttpResult {
  if (result.kind !== 'answer' || !result.text.includes('"payment_intents"')) return result;
  const body = JSON.parse(result.text);
  body.payment_intents = body.payment_intents.filter(
    (one: { reference?: string }) => !one.reference?.endsWith(attemptId),
  );
  return { ...result, text: JSON.stringify(body) };
}
