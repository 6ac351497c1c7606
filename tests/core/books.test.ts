import { describe, expect, test } from 'vitest';
import { counterTag, newReference, ulid } from '../../electron/core/payments/reference.ts';
import type { JournalBody } from '../../electron/core/ports.ts';
import { createHasher } from '../../electron/node/hasher.ts';
import { createFakeRandom } from '../../electron/tools/virtual/fake-random.ts';
import type { BooksResult, BooksView } from '../../shared/books.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { control, openTill as open, till } from '../fakes/one-till.ts';
import { hour, minute, second } from '../fakes/times.ts';

const wallet = () => control().seed().wallets[0]?.walletId ?? '';
const newest = () => control().intents()[0]?.id ?? '';
const books = async (): Promise<BooksView> => ((await till.call('app.snapshot')) as Snapshot).books;
const payment = async () => ((await till.call('app.snapshot')) as Snapshot).payment;
const random = createFakeRandom(11);
const everything = { counterTokenAccess: 'everything' } as const;

/** A sale that is paid, and its screen left. Its id at FEX. */
async function sell(amountMinor = 500): Promise<string> {
  await till.charge(amountMinor);
  const { attemptId } = till.view('showing-qr');
  const id = newest();
  control().pay(wallet(), { intentId: id });
  await till.clock.advance(3 * second);
  await till.call('payment.next', { attemptId });
  return id;
}

/** A sale that nobody pays. */
async function cancelled(): Promise<string> {
  await till.charge(700);
  const { attemptId } = till.view('showing-qr');
  const id = newest();
  await till.call('payment.cancel', { attemptId });
  await till.clock.advance(3 * second);
  await till.call('payment.next', { attemptId });
  return id;
}

/** A manager asks, and the check comes to its end. */
async function check(): Promise<BooksResult> {
  expect(await till.call('books.check')).toEqual({ ok: true });
  await till.clock.advance(2 * minute);
  const { state, result } = await books();
  expect(state).toBe('idle');
  if (result === null) throw new Error('no result');
  return result;
}
const said = ({ lines }: BooksResult) => lines.map((line) => line.kind).sort();

function ownReference(installationId = JSON.parse(till.store.values.get('installationId') ?? '""')) {
  const tag = counterTag(control().seed().counter.counterId, createHasher());
  return newReference({ tag, installationId, id: ulid(till.clock.wallMs(), random) });
}

/** The journal as if these rows had never been written. */
function forget(intentId: string, types?: readonly string[]): void {
  const { disk } = till.memory;
  const attemptId = disk.rows.find((row) => row.body.intentId === intentId)?.attemptId ?? '';
  const gone = (row: (typeof disk.rows)[number]) => types === undefined || types.includes(row.type);
  const left = (disk.byAttempt.get(attemptId) ?? []).filter((row) => !gone(row));
  if (left.length > 0) disk.byAttempt.set(attemptId, left);
  else disk.byAttempt.delete(attemptId);
}

/** One more row in the journal, about the attempt behind this intent or about one of its own. */
async function journal(intentId: string | null, type: string, body: JournalBody): Promise<void> {
  const { disk } = till.memory;
  const about = intentId === null ? null : disk.rows.find((row) => row.body.intentId === intentId);
  const reference = about?.reference ?? ownReference();
  const attemptId = about?.attemptId ?? reference.slice(-26);
  const times = { atMs: till.clock.wallMs() - second, serverMs: till.clock.wallMs() - second };
  await till.memory.journal.append([
    {
      ...{ type, actor: 'counter', ...times, saleId: 's', attemptId, reference },
      body: intentId === null ? body : { ...body, intentId },
    },
  ]);
}

describe('a day that went well', () => {
  test('agrees: paid, cancelled, refused, and what others made is only listed', async () => {
    await open({ settings: everything });
    for (let sale = 0; sale < 3; sale += 1) await sell();
    await cancelled();
    control().plantIntent({ amountMinor: 100, reference: 'Invoice 12', status: 'completed' });
    control().plantIntent({ amountMinor: 100, counterId: null, status: 'completed' });
    await till.clock.advance(30 * minute);
    const result = await check();
    expect(result).toMatchObject({ outcome: 'agrees', ledger: 'read', unexplained: 0, lines: [] });
    expect(result.counts).toEqual({ matched: 3, open: 1, 'other-format': 2 });
  });

  test('agrees where the keys may not read the ledger, and says that it was two of three', async () => {
    await open();
    await sell();
    expect(await check()).toMatchObject({ outcome: 'agrees', ledger: 'refused' });
  });

  test('reads many rows over many pages, hidden references one by one', async () => {
    await open({ settings: { listMaxLimit: 3, listReference: 'dropped', listOrder: 'shuffled' } });
    for (let sale = 0; sale < 4; sale += 1) await sell();
    for (let row = 0; row < 5; row += 1)
      control().plantIntent({ amountMinor: 100, reference: `Invoice ${row}` });
    expect(await check()).toMatchObject({ outcome: 'agrees', counts: { matched: 4, 'other-format': 5 } });
  });

  test('is journaled with its actor and its counts', async () => {
    await open();
    await sell();
    await check();
    const row = till.memory.disk.rows.find((one) => one.type === 'books.checked');
    expect(row).toMatchObject({
      actor: 'cashier',
      attemptId: null,
      body: { outcome: 'agrees', 'count.matched': 1 },
    });
  });
});

describe('what differs', () => {
  test('all of it is found at once, and nothing besides', async () => {
    await open({ settings: everything });
    const ids: string[] = [];
    for (let sale = 0; sale < 12; sale += 1) ids.push(await sell(500 + sale));
    const cancelledId = await cancelled();
    const id = (index: number) => ids[index] ?? '';
    // The watch over them is over: from here on nobody asks by himself.
    await till.clock.advance(26 * hour);
    const fex = control();
    fex.bendIntent(id(0), { amountMinor: 9900 });
    fex.bendIntent(id(1), { currency: 'EUR' });
    // Its money stays in the ledger: still one line.
    fex.bendIntent(id(2), { status: 'expired' });
    fex.bendIntent(id(3), { counterId: 'elsewhere', reference: 'Invoice 7' });
    fex.bendIntent(id(4), { status: 'refunded' });
    forget(id(5));
    const twin = fex.intent(id(6))?.reference ?? null;
    fex.plantIntent({ amountMinor: 506, reference: twin, status: 'completed' });
    forget(id(7), ['outcome.paid']);
    await journal(id(8), 'watch.refunded', {});
    await journal(id(9), 'outcome.settled-by-hand', { paid: true });
    await journal(null, 'attempt.answered', { intentId: 'nobody-knows-it', amountMinor: 1, currency: 'USD' });
    await journal(null, 'test.sent', { amountMinor: 1, currency: 'USD' });
    fex.bendIntent(cancelledId, { status: 'completed' });
    fex.plantIntent({ amountMinor: 100, reference: ownReference('ZZZZZZZZZZ'), status: 'completed' });
    fex.plantIntent({ amountMinor: 100, reference: 'Invoice 12', status: 'completed' });
    // Another counter's rows are no business of this one.
    fex.plantIntent({
      amountMinor: 100,
      reference: 'Invoice 13',
      counterId: 'elsewhere',
      status: 'completed',
    });
    const result = await check();
    expect(result.outcome).toBe('differs');
    expect(said(result)).toEqual([
      ...['different-amount', 'different-currency', 'foreign', 'foreign', 'missing-here', 'missing-there'],
      ...['paid-here-not-there', 'paid-there-not-here', 'paid-there-not-here', 'paid-there-not-here'],
      ...['refunded-here-not-there', 'refunded-there-not-here', 'twice'],
    ]);
    expect(result.unexplained).toBe(13);
    // Two that nobody touched; the sale under a manager's word, the test, the invoice.
    expect(result.counts).toMatchObject({ matched: 2, manual: 1, test: 1, 'other-format': 1 });
  });

  test('a refund in FEX’s dashboard, by the ledger alone', async () => {
    await open({ settings: { ...everything, refundIntentStatus: 'completed' } });
    const id = await sell();
    control().bendIntent(id, { refundLedgerTxId: 'ltx-1' });
    const result = await check();
    expect(said(result)).toEqual(['refunded-there-not-here']);
    expect(result.lines[0]).toMatchObject({ amountMinor: 500, tail: expect.stringMatching(/^.{4}$/) });
  });

  test('an intent FEX no longer has is asked for by name before it is missed', async () => {
    await open();
    const id = await sell();
    const { send } = till.fex.http;
    let hides = true;
    till.fex.http.send = async (request) => {
      if (hides && request.url.endsWith(id)) return send({ ...request, url: `${request.url}-gone` });
      const result = await send(request);
      if (result.kind !== 'answer' || !request.url.includes('limit=100')) return result;
      return {
        ...result,
        text: result.text
          .replaceAll(/\{"id":"[^}]*\}(?:,"metadata[^}]*\})?/g, '')
          .replaceAll(/\[[^\]]*\]/g, '[]'),
      };
    };
    expect(said(await check())).toEqual(['missing-there']);
    hides = false;
    expect(await check()).toMatchObject({ outcome: 'agrees', lines: [] });
  });

  test('changes no money and stops no sale', async () => {
    await open({ settings: everything });
    const id = await sell();
    await till.clock.advance(26 * hour);
    control().bendIntent(id, { amountMinor: 9900 });
    const sends = till.fex.seen.filter(
      (one) => one.method === 'POST' && one.path.includes('payment-intents'),
    ).length;
    await check();
    expect(
      till.fex.seen.filter((one) => one.method === 'POST' && one.path.includes('payment-intents')),
    ).toHaveLength(sends);
    await sell();
  });
});

describe('a check that cannot be finished', () => {
  test('offline half-way: inconclusive, never agreement, and tried again within the hour', async () => {
    await open({ settings: { ...everything, listMaxLimit: 1 } });
    for (let sale = 0; sale < 3; sale += 1) await sell();
    control().addFault({ endpoint: 'intents.list', skip: 2, status: 503 });
    expect(await check()).toMatchObject({ outcome: 'inconclusive', unexplained: 0 });
    control().clearFaults();
    await till.clock.advance(66 * minute);
    expect((await books()).result).toMatchObject({ outcome: 'agrees', counts: { matched: 3 } });
  });

  test('a ledger that does not answer: inconclusive', async () => {
    await open({ settings: everything });
    await sell();
    control().addFault({ endpoint: 'transactions', status: 503 });
    expect(await check()).toMatchObject({ outcome: 'inconclusive', ledger: 'unread' });
  });

  test('a list that shifts while it is paged: inconclusive, and nothing invented', async () => {
    await open({ settings: { listMaxLimit: 2 } });
    for (let sale = 0; sale < 4; sale += 1) await sell();
    const { send } = till.fex.http;
    let pages = 0;
    till.fex.http.send = (request) => {
      // An old row comes to light between page 1 and page 2, and moves all others on.
      if (request.url.includes('limit=100')) pages += 1;
      if (pages === 2) {
        pages += 1;
        control().plantIntent({
          amountMinor: 100,
          reference: 'Invoice 1',
          createdAtMs: till.clock.wallMs() - 2_000,
        });
      }
      return send(request);
    };
    expect(await check()).toMatchObject({ outcome: 'inconclusive', unexplained: 0 });
  });

  test('cannot begin while FEX cannot be reached', async () => {
    await open();
    till.fex.link = 'refused';
    await till.clock.advance(2 * minute);
    expect(await till.call('books.check')).toEqual({ ok: false, failure: 'offline' });
  });

  test('is ended by a person: what was found before stays', async () => {
    await open();
    await sell();
    const before = await check();
    control().addFault({ endpoint: 'intents.list', latencyMs: 3 * second });
    await till.call('books.check');
    await till.clock.advance(second);
    expect((await books()).state).toBe('checking');
    expect(await till.call('books.check')).toEqual({ ok: false, failure: 'busy' });
    expect(await till.call('books.stop')).toEqual({ ok: true });
    await till.clock.advance(10 * second);
    expect(await books()).toEqual({ state: 'idle', progress: null, result: before });
    expect(till.rows().filter((type) => type === 'books.checked')).toHaveLength(1);
    expect(await till.call('books.stop')).toMatchObject({ ok: false });
  });

  test('gives way to a payment on the screen, and goes on after it', async () => {
    await open();
    await sell();
    control().addFault({ endpoint: 'intents.list', latencyMs: 2 * second, times: 1 });
    await till.call('books.check');
    await till.charge(900);
    await till.clock.advance(10 * second);
    expect((await books()).state).toBe('waiting');
    const lists = till.fex.seen.filter((one) => one.path.endsWith('/payment-intents')).length;
    await till.clock.advance(20 * second);
    expect(till.fex.seen.filter((one) => one.path.endsWith('/payment-intents'))).toHaveLength(lists);
    control().pay(wallet(), { intentId: newest() });
    await till.clock.advance(10 * second);
    expect((await payment()).kind).toBe('paid');
    await till.clock.advance(minute);
    expect(await books()).toMatchObject({
      state: 'idle',
      result: { outcome: 'agrees', unexplained: 0 },
    });
  });

  test('a sale made while it reads is no difference', async () => {
    await open({ settings: everything });
    await sell();
    control().addFault({ endpoint: 'transactions', latencyMs: 3 * second, times: 1 });
    await till.call('books.check');
    await till.clock.advance(second);
    await sell(900);
    await till.clock.advance(2 * minute);
    expect((await books()).result).toMatchObject({ outcome: 'agrees', unexplained: 0 });
  });
});

describe('once a day', () => {
  test('by itself at the first quiet moment, and then a day later', async () => {
    await open();
    await sell();
    await till.clock.advance(4 * minute);
    expect((await books()).result).toBeNull();
    await till.clock.advance(12 * minute);
    const checks = () => till.memory.disk.rows.filter((row) => row.type === 'books.checked');
    expect(checks()).toHaveLength(1);
    expect(checks()[0]).toMatchObject({ actor: 'counter' });
    await till.clock.advance(23 * hour);
    expect(checks()).toHaveLength(1);
    await till.clock.advance(80 * minute);
    expect(checks()).toHaveLength(2);
  });

  test('a restart shows what was found before, and checks no sooner for it', async () => {
    await open({ settings: everything });
    const id = await sell();
    await till.clock.advance(26 * hour);
    control().bendIntent(id, { amountMinor: 9900 });
    const before = await check();
    await till.restart();
    expect((await books()).result).toEqual(before);
    await till.clock.advance(hour);
    expect((await books()).result).toEqual(before);
  });

  test('what is old and unexplained is looked at again, until it is explained', async () => {
    await open({ settings: everything });
    const id = await sell();
    await till.clock.advance(26 * hour);
    control().bendIntent(id, { amountMinor: 9900 });
    await check();
    await till.clock.advance(6 * 24 * hour);
    expect(said((await books()).result as BooksResult)).toEqual(['different-amount']);
    control().bendIntent(id, { amountMinor: 500 });
    await till.clock.advance(25 * hour);
    expect((await books()).result).toMatchObject({ outcome: 'agrees', unexplained: 0 });
  });
});

describe('a manager has seen it', () => {
  test('only confirmed, journaled with his name for it, and the next check is quiet about it', async () => {
    await open({ settings: everything });
    const id = await sell();
    await till.clock.advance(26 * hour);
    control().bendIntent(id, { amountMinor: 9900 });
    const { lines } = await check();
    const keys = lines.map((line) => line.key);
    expect(await till.call('books.seen', { keys, confirmed: false })).toEqual({
      ok: false,
      failure: 'not-confirmed',
    });
    expect((await books()).result?.unexplained).toBe(1);
    expect(await till.call('books.seen', { keys, confirmed: true })).toEqual({ ok: true });
    expect((await books()).result).toMatchObject({ outcome: 'agrees', unexplained: 0, lines: [] });
    const row = till.memory.disk.rows.find((one) => one.type === 'books.seen');
    expect(row).toMatchObject({ actor: 'manager (unproved)', body: { kinds: 'different-amount' } });
    await till.restart();
    await till.clock.advance(second);
    expect((await books()).result?.unexplained).toBe(0);
    expect(await check()).toMatchObject({ outcome: 'agrees', counts: { 'different-amount': 1 } });
    // Another difference of the same sale is another matter.
    control().bendIntent(id, { amountMinor: 500, status: 'refunded' });
    expect(said(await check())).toEqual(['refunded-there-not-here']);
  });

  test('is not possible where nobody may say so, nor about what is not there', async () => {
    await open({ settings: everything, identity: { apiUrl: 'http://127.0.0.1:1' } });
    expect(await till.call('books.seen', { keys: ['x'], confirmed: true })).toEqual({
      ok: false,
      failure: 'not-possible-now',
    });
  });
});

test('what was put together again from FEX’s list agrees with it', async () => {
  await open();
  const id = await sell();
  await sell();
  const reference = control().intent(id)?.reference;
  till.memory.disk.rows.length = 0;
  till.memory.disk.byAttempt.clear();
  till.memory.disk.open.clear();
  till.memory.disk.newest.clear();
  await till.restart();
  await till.clock.advance(2 * minute);
  await till.call('counter.take-over', { confirmed: true });
  await till.clock.advance(2 * minute);
  expect(till.memory.disk.rows.some((row) => row.reference === reference)).toBe(true);
  expect(await check()).toMatchObject({ outcome: 'agrees', counts: { matched: 2 }, unexplained: 0 });
});

test('money that came late and was given back agrees, before and after', async () => {
  await open({ settings: { ...everything, refundSettleMs: second } });
  const id = await cancelled();
  control().bendIntent(id, { status: 'pending' });
  expect(control().pay(wallet(), { intentId: id }).result).toBe('paid');
  await till.clock.advance(2 * minute);
  const late = await payment();
  expect(late.kind).toBe('paid-late');
  expect(await check()).toMatchObject({ outcome: 'agrees', unexplained: 0, counts: { matched: 1 } });
  const { attemptId } = till.view('paid-late');
  expect(await till.call('refund.decide', { attemptId, confirmed: true })).toEqual({ ok: true });
  await till.clock.advance(2 * minute);
  expect(till.view('refunded').attemptId).toBe(attemptId);
  expect(await check()).toMatchObject({ outcome: 'agrees', unexplained: 0, counts: { matched: 1 } });
});
