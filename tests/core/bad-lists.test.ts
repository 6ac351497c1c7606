import { describe, expect, test } from 'vitest';
import type { HttpResult } from '../../electron/core/ports.ts';
import { en } from '../../renderer/text/en.ts';
import type { PaymentViewOf } from '../../shared/payment-view.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { ada, control, openTill, till } from '../fakes/one-till.ts';
import type { TillOptions } from '../fakes/till.ts';
import { minute, second } from '../fakes/times.ts';

/**
 * Whatever FEX's list says, a scan whose answer was lost ends in a sentence that is true and in a state in which
 * nobody is charged twice: never sent again, never paid without a read of our own intent, never not charged while
 * it may still be.
 */

type Row = Record<string, unknown>;

/** Changes every list that FEX answers. */
function bendLists(change: (rows: Row[], body: Row) => unknown): void {
  const { send } = till.fex.http;
  till.fex.http.send = async (request) => {
    const result = await send(request);
    const isList = request.method === 'GET' && /payment-intents\?/.test(request.url);
    if (!isList || result.kind !== 'answer' || result.status !== 200) return result;
    const body = JSON.parse(result.text);
    const rows = change(body.payment_intents, body);
    const text = JSON.stringify({ ...body, payment_intents: rows });
    return { ...result, text } satisfies HttpResult;
  };
}

/** A scan whose answer is lost; `reached`: whether FEX has it. */
async function lostScan(reached: boolean, bend: () => void, options: TillOptions = {}): Promise<void> {
  await openTill(options);
  await till.clock.advance(2 * second);
  bend();
  control().addFault({ endpoint: 'scan', times: 1, cut: reached ? 'after' : 'before' });
  await till.scan(4950, ada());
  expect(till.kind()).toBe('unknown');
}
const unknown = () => till.view('unknown') as PaymentViewOf<'unknown'>;
const never = (...kinds: string[]) => {
  for (const kind of kinds) expect(till.kinds()).not.toContain(kind);
};
const sentOnce = () => expect(till.fex.posts('/scan-payment')).toHaveLength(1);

describe('a FEX that keeps to its own limit', () => {
  /** Twenty rows a page whatever is asked, as FEX's documents have it where nothing is asked. */
  function twentyAPage(stated: (body: Row) => Row): void {
    const { send } = till.fex.http;
    till.fex.http.send = async (request) => {
      const url = request.url.replace(/(payment-intents\?.*limit=)100/, '$120');
      const result = await send({ ...request, url });
      if (url === request.url || result.kind !== 'answer' || result.status !== 200) return result;
      return { ...result, text: JSON.stringify(stated(JSON.parse(result.text))) };
    };
  }

  test.each<[string, (body: Row) => Row]>([
    ['says it', (body) => body],
    ['says nothing of it', ({ limit, ...body }) => body],
    ['says it as a text', (body) => ({ ...body, limit: '20' })],
    ['says ours', (body) => ({ ...body, limit: 1_000 })],
  ])('and %s: a payment on its third page is never called absent', async (_what, stated) => {
    await lostScan(true, () => twentyAPage(stated));
    const id = control().intents()[0]?.id ?? '';
    control().approve(ada(), id);
    const { merchantId } = control().seed().merchant;
    for (let made = 0; made < 45; made += 1)
      control().plantIntent({
        merchantId,
        amountMinor: 100,
        reference: `OTHER-${made}`,
        status: 'completed',
      });
    await till.clock.advance(5 * minute);
    never('not-charged');
    sentOnce();
  });
});

describe('a list that can be made sense of finds our payment', () => {
  test.each<[string, (rows: Row[]) => unknown]>([
    ['each row twice', (rows) => rows.flatMap((row) => [row, row])],
    ['amounts as strings', (rows) => rows.map((row) => ({ ...row, amount: String(row.amount) }))],
    ['rows without amount and currency', (rows) => rows.map(({ amount, currency, ...row }) => row)],
    ['rows without a time', (rows) => rows.map(({ created_at, ...row }) => row)],
    ['fields nobody knows', (rows) => rows.map((row) => ({ ...row, surprise: { deep: [1, null] } }))],
    ['the reference only in the metadata', (rows) => rows.map(({ reference, ...row }) => row)],
  ])('%s', async (_what, bend) => {
    await lostScan(true, () => bendLists(bend));
    await till.clock.advance(3 * second);
    expect(till.kind()).toBe('waiting-for-approval');
    control().approve(ada(), control().intents()[0]?.id ?? '');
    await till.clock.advance(3 * second);
    expect(till.kind()).toBe('paid');
    sentOnce();
  });
});

describe('a list that cannot be read whole says nothing', () => {
  test.each<[string, (rows: Row[], body: Row) => unknown]>([
    ['ids that are numbers', (rows) => rows.map((row, index) => ({ ...row, id: index }))],
    ['rows without an id', (rows) => rows.map(({ id, ...row }) => row)],
    ['rows without a status', (rows) => rows.map(({ status, ...row }) => row)],
    ['rows that are no objects', (rows) => [...rows, 7, null, 'row']],
    ['no list', () => ({ rows: [] })],
    ['nothing', () => undefined],
  ])('%s', async (_what, bend) => {
    await lostScan(true, () => {
      // One stranger, so that no list is empty.
      control().plantIntent({ amountMinor: 100, reference: 'SOMEBODY' });
      bendLists(bend);
    });
    await till.clock.advance(5 * minute);
    expect(unknown()).toMatchObject({ found: 'asking', settledByMs: null, canSettle: true });
    expect(en.unknown.found.asking).toBe('FEX is being asked.');
    never('paid', 'not-charged');
    sentOnce();
  });
});

test.each(['settling', 'COMPLETED', 'on_hold'])(
  'a status nobody knows (%s) is told as FEX calls it, and is neither paid nor not charged',
  async (status) => {
    await lostScan(true, () => {});
    control().bendIntent(control().intents()[0]?.id ?? '', { status });
    await till.clock.advance(5 * minute);
    expect(unknown()).toMatchObject({ found: 'in-progress', status, canSettle: true });
    never('paid', 'not-charged');
    sentOnce();
  },
);

describe('ten thousand payments of others', () => {
  const plantMany = () => {
    for (let index = 0; index < 10_000; index += 1)
      control().plantIntent({
        amountMinor: 100,
        reference: `OTHER-${index}`,
        status: 'completed',
      });
  };

  test('before ours in the list: not known, nothing promised, and a manager may settle it', async () => {
    await lostScan(true, plantMany, { settings: { listOrder: 'oldest' } });
    await till.clock.advance(150 * second);
    expect(unknown()).toMatchObject({ settledByMs: null, canSettle: true });
    never('paid', 'not-charged');
    sentOnce();
  }, 30_000);

  test('behind ours in the list: it is found on the first page', async () => {
    await lostScan(true, plantMany);
    await till.clock.advance(5 * second);
    expect(till.kind()).toBe('waiting-for-approval');
    sentOnce();
  });
});

describe('a clock before 2020', () => {
  const sixteenYearsMs = 16 * 365 * 86_400_000;

  test('sells on FEX’s time: deadlines, the record and the countdown follow it, and it is said', async () => {
    await openTill();
    till.clock.jumpWall(-sixteenYearsMs);
    await till.restart();
    await till.clock.advance(2 * second);
    await till.charge(500);
    const view = till.view('showing-qr');
    const { serverNowMs, connection } = (await till.call('app.snapshot')) as Snapshot;
    expect(view.expiresAtMs - serverNowMs).toBeGreaterThan(290 * second);
    expect(Math.round((connection.skewMs ?? 0) / minute)).toBe(-sixteenYearsMs / minute);
    expect(till.memory.disk.rows.find((row) => row.type === 'attempt.sent')?.serverMs).toBeGreaterThan(
      Date.UTC(2020, 0, 1),
    );
    control().pay(ada(), { intentId: control().intents()[0]?.id ?? '' });
    await till.clock.advance(3 * second);
    expect(till.kind()).toBe('paid');
  });

  test('is said although FEX cannot be reached, which it may be the reason for', async () => {
    await openTill();
    till.clock.jumpWall(-sixteenYearsMs);
    till.fex.link = 'refused';
    await till.restart();
    await till.clock.advance(20 * second);
    const { connection } = (await till.call('app.snapshot')) as Snapshot;
    expect(connection.state).toBe('offline');
    expect(connection.skewMs).toBeLessThan(-86_400_000);
    expect(await till.charge(500)).toEqual({ ok: false, failure: 'offline' });
  });

  test('an open payment outlives a flat battery', async () => {
    await openTill();
    control().addFault({ endpoint: 'scan', times: 1, cut: 'before' });
    await till.scan(4950, ada());
    const { chargeableUntilMs } = unknown();
    till.clock.jumpWall(-sixteenYearsMs);
    till.fex.link = 'silent';
    await till.restart();
    await till.clock.advance(10 * minute);
    expect(unknown().chargeableUntilMs).toBe(chargeableUntilMs);
    never('not-charged');
    till.fex.link = 'up';
    await till.clock.advance(3 * minute);
    expect(till.view('not-charged').reason).toBe('absent');
  });
});
