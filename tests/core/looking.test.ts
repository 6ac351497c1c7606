import { expect, test } from 'vitest';
import { openTill, till } from '../fakes/one-till.ts';
import type { Till, TillOptions } from '../fakes/till.ts';
import { second } from '../fakes/times.ts';

/** A scan whose answer is lost, until the first passes were made. */
async function lostScan(
  options: TillOptions,
  bend: (till: Till) => void = () => {},
  untilMs = 25 * second,
): Promise<Till> {
  await openTill(options);
  till.fex.engine.control.addFault({ endpoint: 'scan', partition: 'answer', times: 1 });
  bend(till);
  await till.scan(2999, till.fex.engine.control.seed().wallets[0]?.walletId ?? '');
  await till.clock.advance(untilMs);
  return till;
}

test('a row without a reference is read before it is passed over', async () => {
  const { kind } = await lostScan({ settings: { listReference: 'dropped' } });
  expect(kind()).toBe('waiting-for-approval');
});

test('our row is found on any page', async () => {
  const settings = { listMaxLimit: 3, listOrder: 'oldest' } as const;
  const { kind } = await lostScan({ settings }, ({ fex: { engine } }) => {
    for (let row = 0; row < 8; row += 1)
      engine.control.plantIntent({ amountMinor: 100, reference: `R${row}` });
  });
  expect(kind()).toBe('waiting-for-approval');
});

test('a row that appeared on page one while the list was read is found', async () => {
  let lists = 0;
  const appear = ({ fex }: Till) => {
    const { send } = fex.http;
    fex.http.send = (request) => {
      // The first pass reads page one, which is the last, and reads it again.
      if (request.method === 'GET' && request.url.includes('limit=100')) lists += 1;
      fex.engine.control.set({ listLagMs: lists === 2 ? 0 : 3_600_000 });
      return send(request);
    };
  };
  // The time-out and the first pass two seconds later, but not the second pass.
  const { kind } = await lostScan({ settings: { listLagMs: 3_600_000 } }, appear, 18 * second);
  expect(kind()).toBe('waiting-for-approval');
});

test('a row that cannot be read makes the whole pass say nothing', async () => {
  const { view } = await lostScan({}, ({ fex }) => {
    const { send } = fex.http;
    fex.http.send = async (request) => {
      const result = await send(request);
      const list = request.method === 'GET' && request.url.includes('?page=');
      return list && result.kind === 'answer'
        ? { ...result, text: result.text.replaceAll(/"id":"[^"]+"/g, '"id":7') }
        : result;
    };
  });
  expect(view('unknown').found).toBe('asking');
});

test('an answer about another intent says nothing about ours', async () => {
  await openTill();
  await till.charge(2999);
  const { control } = till.fex.engine;
  const other = control.plantIntent({ amountMinor: 2999, reference: null, status: 'completed' });
  const { send } = till.fex.http;
  till.fex.http.send = (request) => {
    const bent = request.method === 'GET' && !request.url.includes('?page=');
    return send(bent ? { ...request, url: request.url.replace(/[^/]+$/, other.id) } : request);
  };
  await till.clock.advance(10 * second);
  expect(till.kinds()).not.toContain('paid');
});

test('a webhook about another sale does not settle this one', async () => {
  const { fex, clock, view } = await lostScan({ webhooks: true }, ({ fex: { engine } }) => {
    engine.control.addFault({ endpoint: 'intents.list', status: 503 });
  });
  const other = fex.engine.control.plantIntent({ amountMinor: 2999, reference: 'X', status: 'completed' });
  fex.engine.control.sendEvent({ event: 'payment.completed', intentId: other.id });
  await clock.advance(5 * second);
  expect(fex.seen.some(({ path }) => path.endsWith(other.id))).toBe(true);
  expect(view('unknown').found).toBe('asking');
});

test('a webhook whose read failed is read again', async () => {
  await openTill({ webhooks: true });
  const { control } = till.fex.engine;
  const other = control.plantIntent({ amountMinor: 2999, reference: 'X', status: 'completed' });
  control.addFault({ endpoint: 'intents.get', status: 503, times: 1 });
  control.sendEvent({ event: 'payment.completed', intentId: other.id });
  await till.clock.advance(30 * second);
  expect(till.fex.seen.filter(({ path }) => path.endsWith(other.id))).toHaveLength(2);
});
