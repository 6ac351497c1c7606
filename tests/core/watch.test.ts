import { describe, expect, test } from 'vitest';
import { ada, control, fault, intents, openTill as open, snapshot, till, twin } from '../fakes/one-till.ts';
import type { TillOptions } from '../fakes/till.ts';
import { minute, second } from '../fakes/times.ts';

const complete = (id: string | undefined) => control().bendIntent(id ?? '', { status: 'completed' });
const reads = (id: string) => till.fex.seen.filter((one) => one.path.endsWith(id) && one.method === 'GET');

/** Charged and cancelled by the cashier; the screen still says so. */
async function cancelled(amountMinor = 2999) {
  await till.charge(amountMinor);
  await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
  await till.clock.advance(second);
  return till.view('not-charged');
}
async function next() {
  const { payment } = await snapshot();
  if (payment.kind === 'idle') throw new Error('nothing is on the screen');
  return till.call('payment.next', { attemptId: payment.attemptId });
}

describe('a payment that completes after its sale ended', () => {
  test('pays its own sale while that is still on the screen', async () => {
    await open();
    const { attemptId } = await cancelled();
    complete(intents()[0]?.id);
    await till.clock.advance(6 * minute);
    expect(till.view('paid')).toMatchObject({ attemptId, afterCancel: true });
    expect(till.rows()).not.toContain('outcome.paid-late');
  });

  test('is read at expiry, +1 min, +10 min, +1 h and +24 h, and then no more', {
    timeout: 20_000,
  }, async () => {
    await open();
    await cancelled();
    await next();
    const [intent] = intents();
    if (!intent) throw new Error('no intent');
    // The first minute belongs to the end of the sale itself; the read at +1 min is the list's own row.
    await till.clock.advance(2 * minute);
    const before = reads(intent.id).length;
    await till.clock.advance(25 * 60 * minute);
    const started = intent.createdAtMs - till.clock.wallMs() + till.clock.monotonicMs();
    const at = reads(intent.id)
      .slice(before)
      .map((one) => Math.round((one.atMs - started) / minute) - 5);
    expect(at).toEqual([0, 10, 60, 24 * 60]);
    // The books are checked once a day besides.
    expect(
      till
        .rows()
        .filter((type) => type !== 'books.checked')
        .at(-1),
    ).toBe('watch.ended');
    const seen = till.fex.seen.length;
    await till.clock.advance(60 * minute);
    expect(reads(intent.id).length).toBe(before + 4);
    expect(till.fex.seen.length).toBeGreaterThan(seen);
  });

  test('goes before the manager, never over an open payment, and is kept once', async () => {
    await open();
    const closed = await cancelled();
    await next();
    await till.charge(500);
    complete(intents().find((one) => one.amountMinor === 2999)?.id);
    await till.clock.advance(4 * minute);
    await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
    await till.clock.advance(2 * minute);
    expect(till.kind()).toBe('not-charged');
    expect((await snapshot()).lateCount).toBe(1);
    await next();
    expect(till.view('paid-late')).toMatchObject({
      attemptId: closed.attemptId,
      amountMinor: 2999,
      closedAtMs: closed.atMs,
      twice: false,
    });
    const keep = (confirmed: boolean) => till.call('late.keep', { attemptId: closed.attemptId, confirmed });
    expect(await keep(false)).toEqual({ ok: false, failure: 'not-confirmed' });
    expect(await keep(true)).toEqual({ ok: true });
    expect(await keep(true)).toEqual({ ok: false, failure: 'not-open' });
    expect(till.kind()).toBe('idle');
    const row = till.memory.disk.rows.find((one) => one.type === 'late.kept');
    expect(row?.actor).toBe('manager (unproved)');
    expect((await snapshot()).lateCount).toBe(0);
  });

  test('may be put aside, is found again, and survives a restart', async () => {
    await open();
    await cancelled();
    await next();
    complete(intents()[0]?.id);
    await till.clock.advance(6 * minute);
    expect(till.kind()).toBe('paid-late');
    expect(await next()).toEqual({ ok: true });
    expect(till.kind()).toBe('idle');
    expect(await till.charge(100)).toEqual({ ok: true });
    await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
    await till.clock.advance(second);
    await next();
    expect(till.kind()).toBe('idle');
    await till.call('late.show');
    expect(till.kind()).toBe('paid-late');
    await till.restart();
    expect(await snapshot()).toMatchObject({ lateCount: 1, payment: { kind: 'paid-late' } });
    expect(till.rows().filter((row) => row === 'outcome.paid-late')).toHaveLength(1);
  });

  test('waits for the manager however long that takes', { timeout: 20_000 }, async () => {
    await open();
    await cancelled();
    await next();
    complete(intents()[0]?.id);
    await till.clock.advance(25 * 60 * minute);
    // Another sale's watch goes its rounds meanwhile.
    await cancelled(100);
    await next();
    await till.clock.advance(2 * minute);
    await till.restart();
    await till.clock.advance(2 * minute);
    expect(await snapshot()).toMatchObject({ lateCount: 1, payment: { kind: 'paid-late' } });
  });

  test('given back from FEX’s dashboard meanwhile, nobody is asked any more', async () => {
    await open();
    await cancelled();
    await next();
    complete(intents()[0]?.id);
    await till.clock.advance(6 * minute);
    expect(till.kind()).toBe('paid-late');
    control().bendIntent(intents()[0]?.id ?? '', { status: 'refunded' });
    await till.clock.advance(70 * minute);
    expect(await snapshot()).toMatchObject({ lateCount: 0, payment: { kind: 'idle' } });
    expect(till.rows()).toContain('watch.refunded');
  });

  test('nobody may keep it where nobody can prove to be a manager', async () => {
    await open({ identity: { environment: 'live', apiUrl: 'https://api.example' } });
    // The virtual network does not look at the host.
    await cancelled();
    await next();
    complete(intents()[0]?.id);
    await till.clock.advance(6 * minute);
    const { attemptId } = till.view('paid-late');
    expect(await till.call('late.keep', { attemptId, confirmed: true })).toEqual({
      ok: false,
      failure: 'needs-manager',
    });
  });

  test('pays the sale that is being tried again; the newer code is cancelled and watched', async () => {
    await open();
    const first = await cancelled();
    await till.call('payment.charge', { amountMinor: 2999, note: null, again: first.attemptId });
    await till.clock.advance(second);
    const newer = till.view('showing-qr');
    expect(newer.saleId).toBe(first.saleId);
    complete(intents().find((one) => one.reference === first.reference)?.id);
    await till.clock.advance(40 * second);
    expect(till.view('paid').attemptId).toBe(first.attemptId);
    await till.clock.advance(10 * second);
    expect(intents().find((one) => one.reference === newer.reference)?.status).toBe('cancelled');
    // At once, not when its watch comes round.
    expect(till.rows()).not.toContain('watch.cancel-sent');
    expect(till.rows()).not.toContain('outcome.paid-late');
  });

  test('pays the sale whose newer try cannot be recalled; approved all the same, it was paid twice', async () => {
    await open();
    const first = await cancelled();
    await till.call('payment.scan', {
      ...{ amountMinor: 2999, note: null, walletCode: ada(), again: first.attemptId },
    });
    await till.clock.advance(40 * second);
    const newer = till.view('waiting-for-approval');
    complete(intents().find((one) => one.reference === first.reference)?.id);
    await till.clock.advance(25 * second);
    expect(till.view('paid').attemptId).toBe(first.attemptId);
    control().approve(ada(), intents().find((one) => one.reference === newer.reference)?.id ?? '');
    expect(intents().filter(({ status }) => status === 'completed')).toHaveLength(2);
    await till.clock.advance(10 * minute);
    expect((await snapshot()).lateCount).toBe(1);
  });

  test('for a sale that was paid by then: the customer paid twice', async () => {
    await open();
    const first = await cancelled();
    await till.call('payment.charge', { amountMinor: 2999, note: null, again: first.attemptId });
    await till.clock.advance(second);
    control().pay(ada(), { intentId: intents()[0]?.id ?? '' });
    await till.clock.advance(2 * second);
    expect(till.kind()).toBe('paid');
    complete(intents().find((one) => one.reference === first.reference)?.id);
    await till.clock.advance(6 * minute);
    await next();
    expect(till.view('paid-late').twice).toBe(true);
  });

  test('a wrong amount is never called paid', async () => {
    await open();
    await cancelled();
    await next();
    control().bendIntent(intents()[0]?.id ?? '', { status: 'completed', amountMinor: 9299 });
    await till.clock.advance(6 * minute);
    const { attemptId, charged } = till.view('mismatch');
    expect(charged.amount).toBe('92.99');
    await next();
    expect(till.kind()).toBe('idle');
    expect(await snapshot()).toMatchObject({ lateCount: 1 });
    expect(await till.call('late.seen', { attemptId, confirmed: true })).toEqual({ ok: true });
    expect(await snapshot()).toMatchObject({ lateCount: 0 });
  });

  test('while the counter was off it is found at the next start', async () => {
    await open();
    await cancelled();
    await next();
    complete(intents()[0]?.id);
    await till.restart();
    await till.clock.advance(2 * second);
    expect(till.kind()).toBe('paid-late');
  });

  test('announced by a webhook it is not waited for', async () => {
    await open({ webhooks: true });
    await cancelled();
    await next();
    await till.clock.advance(2 * minute);
    const [intent] = intents();
    complete(intent?.id);
    control().sendEvent({ event: 'payment.completed', intentId: intent?.id ?? '' });
    await till.clock.advance(2 * second);
    expect(till.kind()).toBe('paid-late');
  });

  test('while FEX is down nothing is decided; it stays due', async () => {
    await open();
    await cancelled();
    await next();
    complete(intents()[0]?.id);
    till.fex.link = 'refused';
    await till.clock.advance(8 * 60 * minute);
    expect(till.kind()).toBe('idle');
    expect(till.rows()).not.toContain('watch.ended');
    till.fex.link = 'up';
    await till.clock.advance(minute);
    expect(till.kind()).toBe('paid-late');
  });

  test('a paid sale is looked at once more and then done with', async () => {
    await open();
    await till.charge(500);
    control().pay(ada(), { intentId: intents()[0]?.id ?? '' });
    await till.clock.advance(3 * minute);
    expect(till.rows().slice(-2)).toEqual(['outcome.paid', 'watch.ended']);
  });
});

describe('another try that was released', () => {
  /** Cancelled, tried again with a scan whose answer is lost, and released. */
  async function released(options: TillOptions = {}) {
    await open(options);
    const first = await cancelled();
    fault({ endpoint: 'scan', times: 1, cut: 'after' });
    control().set({ listLagMs: minute });
    const { attemptId } = first;
    await till.call('payment.scan', {
      ...{ amountMinor: 2999, note: null, walletCode: ada(), again: attemptId },
    });
    await till.clock.advance(second);
    const newer = till.view('unknown');
    expect(newer.saleId).toBe(first.saleId);
    await till.call('payment.next', { attemptId: newer.attemptId });
    return { first, newer };
  }
  const idOf = (reference: string) => intents().find((one) => one.reference === reference)?.id ?? '';

  test('money of the first try pays the sale, which nothing had settled', async () => {
    const { first, newer } = await released();
    const { slip } = (await snapshot()).unsettled[0] ?? {};
    complete(idOf(first.reference));
    await till.clock.advance(65 * second);
    expect(till.rows()).toContain('outcome.paid');
    expect(till.rows()).not.toContain('outcome.paid-late');
    // Whoever holds the number of the released try is told; and its like is asked about.
    expect(await snapshot()).toMatchObject({ unsettled: [], settledSlips: [{ slip, outcome: 'paid' }] });
    expect(await till.scan(2999, ada())).toMatchObject({ failure: 'same-as-released' });
    await till.clock.advance(5 * minute);
    expect(till.rows()).not.toContain('outcome.paid-late');
    const told = till.memory.disk.rows.filter((row) => row.attemptId === newer.attemptId);
    expect(told.map(({ type }) => type)).not.toContain('outcome.not-charged');
  });

  test('it is not given back by itself', async () => {
    const { first } = await released({ store: { rules: { refundLateByItself: true } } });
    complete(idOf(first.reference));
    await till.clock.advance(6 * minute);
    expect(till.rows().filter((type) => type.startsWith('refund.'))).toEqual([]);
  });

  test('both tries are paid: the manager is told that the customer paid twice', async () => {
    const { first, newer } = await released();
    complete(idOf(first.reference));
    await till.clock.advance(65 * second);
    control().approve(ada(), idOf(newer.reference));
    await till.clock.advance(5 * minute);
    expect(intents().filter(({ status }) => status === 'completed')).toHaveLength(2);
    expect(till.view('paid-late')).toMatchObject({ attemptId: newer.attemptId, twice: true });
  });

  test('late money of one try was kept, and another is paid too: twice', async () => {
    const { first, newer } = await released();
    await till.clock.advance(4 * minute);
    // The manager says of the released one that nothing was paid.
    const settlement = { who: 'Maria', why: 'Customer left', confirmed: true, paid: false };
    control().bendIntent(idOf(newer.reference), { status: 'processing' });
    await till.call('payment.settle', { attemptId: newer.attemptId, ...settlement });
    complete(idOf(first.reference));
    await till.clock.advance(11 * minute);
    expect(till.view('paid-late')).toMatchObject({ attemptId: first.attemptId, twice: false });
    await till.call('late.keep', { attemptId: first.attemptId, confirmed: true });
    await till.restart();
    complete(idOf(newer.reference));
    await till.clock.advance(70 * minute);
    expect(till.view('paid-late')).toMatchObject({ attemptId: newer.attemptId, twice: true });
  });
});

describe('a sale that its second try paid', () => {
  async function paidBySecondTry() {
    await open();
    const first = await cancelled();
    await till.call('payment.charge', { amountMinor: 2999, note: null, again: first.attemptId });
    await till.clock.advance(second);
    control().pay(ada(), { intentId: intents()[0]?.id ?? '' });
    await till.clock.advance(2 * second);
    await next();
    return first.reference;
  }
  const completeOf = (reference: string) =>
    complete(intents().find((one) => one.reference === reference)?.id);

  test.each([1, 8])(
    'is known to be paid %i minutes later, when the first try completes too',
    async (after) => {
      const reference = await paidBySecondTry();
      await till.clock.advance(after * minute);
      completeOf(reference);
      await till.clock.advance(70 * minute);
      expect(till.view('paid-late').twice).toBe(true);
    },
  );

  test('is known to be paid after a restart', async () => {
    const reference = await paidBySecondTry();
    await till.clock.advance(3 * minute);
    await till.restart();
    completeOf(reference);
    await till.clock.advance(70 * minute);
    expect(till.view('paid-late').twice).toBe(true);
  });

  test('is done with as soon as its other try is', { timeout: 20_000 }, async () => {
    await paidBySecondTry();
    await till.clock.advance(30 * 60 * minute);
    expect(till.rows().filter((type) => type === 'watch.ended')).toHaveLength(2);
    expect([...till.memory.disk.open.values()]).toEqual([false, false]);
  });
});

describe('creates that nobody waits for any more', () => {
  test('a superseded one that comes into the list late is found and cancelled', async () => {
    await open({ settings: { listLagMs: 10 * second } });
    fault({ endpoint: 'intents.create', times: 1, cut: 'after' });
    await till.charge(2999);
    await till.clock.advance(second);
    const shown = till.view('showing-qr');
    await till.clock.advance(minute);
    const other = intents().find((one) => one.reference !== shown.reference);
    expect(other?.status).toBe('cancelled');
    expect(till.view('showing-qr').attemptId).toBe(shown.attemptId);
    expect(till.rows()).toContain('watch.found');
  });

  test('an orphan of the run before is found at start and cancelled', async () => {
    await open();
    fault({ endpoint: 'intents.create', times: 1, partition: 'answer' });
    await till.charge(2999);
    await till.restart();
    await till.clock.advance(2 * second);
    expect(intents()[0]?.status).toBe('cancelled');
    expect(till.rows()).toContain('attempt.orphaned');
    expect(till.kind()).toBe('idle');
  });

  test('two creates without an answer: both are found and cancelled when the list can be read again', async () => {
    await open();
    fault({ endpoint: 'intents.create', times: 2, cut: 'after' });
    fault({ endpoint: 'intents.list', status: 503 });
    await till.charge(2999);
    await till.clock.advance(5 * second);
    expect(till.view('not-charged').reason).toBe('unanswered');
    control().clearFaults();
    await till.clock.advance(90 * second);
    expect(intents().map((one) => one.status)).toEqual(['cancelled', 'cancelled']);
  });
});

test('a list that cannot be read to its end is not read for ever', { timeout: 20_000 }, async () => {
  await open();
  await cancelled();
  await next();
  // A row that hides its reference and cannot be read leaves every look open.
  control().plantIntent({ amountMinor: 1, reference: null });
  fault({ endpoint: 'intents.get', status: 404 });
  const lists = () => till.fex.seen.filter((one) => one.path.endsWith('/payment-intents')).length;
  await till.clock.advance(60 * minute);
  const before = lists();
  await till.clock.advance(30 * minute);
  // One cheap read every 30 s says whether FEX is there; nothing more.
  expect(lists() - before).toBeLessThan(64);
});

describe('a POST that was doubled on the wire', () => {
  test('the second row is an alarm, is cancelled and watched; the sale stays paid', async () => {
    await open();
    await till.charge(2999);
    twin('pending');
    control().pay(ada(), { intentId: intents().at(-1)?.id ?? '' });
    await till.clock.advance(3 * second);
    expect(till.kind()).toBe('paid');
    await till.clock.advance(70 * second);
    expect(till.rows()).toContain('alarm.second-row');
    expect(
      intents()
        .map((one) => one.status)
        .sort(),
    ).toEqual(['cancelled', 'completed']);
    expect(till.kind()).toBe('paid');
  });

  test('a second row that completes too is paid late, twice', async () => {
    await open();
    await till.charge(2999);
    twin('pending');
    for (const { id } of intents()) complete(id);
    await till.clock.advance(3 * second);
    await next();
    await till.clock.advance(70 * second);
    expect(till.view('paid-late').twice).toBe(true);
  });

  test('two more rows that complete are two matters for the manager, one after the other', async () => {
    await open();
    await till.charge(2999);
    twin('pending');
    twin('pending');
    for (const { id } of intents()) complete(id);
    await till.clock.advance(3 * second);
    await next();
    await till.clock.advance(70 * second);
    expect((await snapshot()).lateCount).toBe(2);
    const first = till.view('paid-late');
    await till.call('late.keep', { attemptId: first.attemptId, confirmed: true });
    expect((await snapshot()).lateCount).toBe(1);
    await till.restart();
    await till.clock.advance(second);
    expect((await snapshot()).lateCount).toBe(1);
    await till.call('late.keep', { attemptId: first.attemptId, confirmed: true });
    expect((await snapshot()).lateCount).toBe(0);
    const kept = till.memory.disk.rows.filter((row) => row.type === 'late.kept');
    expect(new Set(kept.map((row) => row.body.intentId)).size).toBe(2);
  });

  describe('whose second row FEX tells of when its watch is over', () => {
    async function toldLate() {
      await open({ webhooks: true });
      control().set({ listLagMs: 20 * minute });
      await till.scan(2999, ada());
      control().approve(ada(), intents()[0]?.id ?? '');
      await till.clock.advance(3 * second);
      const other = twin('pending_approval');
      await next();
      await till.clock.advance(3 * minute);
      expect(till.rows()).toContain('watch.ended');
      return other.id;
    }
    const tell = (intentId: string) => control().sendEvent({ event: 'payment.completed', intentId });

    test('it is watched again, and paid twice before the manager', async () => {
      const other = await toldLate();
      complete(other);
      tell(other);
      await till.clock.advance(2 * minute);
      expect(till.view('paid-late').twice).toBe(true);
      expect(till.rows()).toContain('alarm.second-row');
      await till.restart();
      await till.clock.advance(2 * second);
      expect((await snapshot()).lateCount).toBe(1);
    });

    test('also where the disk had no room for it at first', async () => {
      const other = await toldLate();
      complete(other);
      till.memory.failWith('disk-full');
      tell(other);
      await till.clock.advance(10 * second);
      till.memory.failWith(null);
      await till.clock.advance(2 * minute);
      expect(till.view('paid-late').twice).toBe(true);
    });

    test('one that still waits is cancelled, and done with once it has ended', async () => {
      const other = await toldLate();
      control().bendIntent(other, { status: 'pending' });
      tell(other);
      await till.clock.advance(70 * minute);
      expect(intents().find(({ id }) => id === other)?.status).toBe('cancelled');
      await till.clock.advance(25 * 60 * minute);
      expect(till.rows().filter((type) => type === 'watch.ended')).toHaveLength(2);
    });

    test('what is known of it opens nothing', async () => {
      await toldLate();
      const paid = intents().find(({ status }) => status === 'completed')?.id ?? '';
      tell(paid);
      await till.clock.advance(2 * minute);
      expect(till.rows()).not.toContain('watch.reopened');
    });
  });

  /** A lost scan of which FEX has two rows; the first is declined by its customer before anybody looked. */
  async function declinedOnce() {
    await open({ settings: { declineBecomes: 'declined' } });
    fault({ endpoint: 'scan', times: 1, cut: 'after' });
    await till.scan(2999, ada());
    const [first] = intents();
    await till.clock.advance(1500);
    const other = twin('pending_approval');
    control().decline(ada(), first?.id ?? '');
    await till.clock.advance(4 * second);
    return { first: first?.id ?? '', other: other.id };
  }

  test('of two rows found for a lost scan the one that waits counts, not the older one that has ended', async () => {
    const { other } = await declinedOnce();
    expect(till.kind()).toBe('waiting-for-approval');
    control().approve(ada(), other);
    await till.clock.advance(3 * second);
    expect(till.kind()).toBe('paid');
    expect(till.fex.posts('/scan-payment')).toHaveLength(1);
  });

  test('it is not charged only once every row has ended', async () => {
    const { other } = await declinedOnce();
    control().bendIntent(other, { status: 'declined' });
    await till.clock.advance(3 * second);
    expect(till.view('not-charged').reason).toBe('declined');
  });

  test('the row that was waited for ends unpaid: the other one is waited for', async () => {
    await open({ settings: { declineBecomes: 'declined' }, webhooks: true });
    await till.scan(2999, ada());
    const [first] = intents();
    const other = twin('pending_approval');
    control().sendEvent({ event: 'payment.cancelled', intentId: other.id });
    await till.clock.advance(second);
    control().decline(ada(), first?.id ?? '');
    await till.clock.advance(5 * second);
    expect(till.kind()).toBe('waiting-for-approval');
    await till.restart();
    await till.clock.advance(5 * second);
    expect(till.kind()).toBe('waiting-for-approval');
    control().bendIntent(other.id, { status: 'declined' });
    await till.clock.advance(5 * second);
    expect(till.view('not-charged').reason).toBe('declined');
    expect(till.kinds().filter((kind) => kind === 'not-charged')).toHaveLength(1);
  });

  test('the code that was shown expires: the other row is cancelled before the sale is not charged', async () => {
    await open({ webhooks: true });
    await till.charge(2999);
    const [first] = intents();
    const other = twin('pending');
    // FEX does not cancel it yet.
    fault({ endpoint: 'intents.cancel', times: 1, status: 503 });
    control().sendEvent({ event: 'payment.cancelled', intentId: other.id });
    await till.clock.advance(second);
    control().bendIntent(first?.id ?? '', { status: 'cancelled' });
    await till.clock.advance(5 * second);
    expect(till.view('not-charged').reason).toBe('expired');
    expect(intents().map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
  });

  test('no other try leaves while a row that came to light later can be paid', async () => {
    await open({ settings: { declineBecomes: 'declined' }, webhooks: true });
    await till.scan(2999, ada());
    control().decline(ada(), intents()[0]?.id ?? '');
    await till.clock.advance(3 * second);
    const { attemptId } = till.view('not-charged');
    const other = twin('pending_approval');
    control().sendEvent({ event: 'payment.cancelled', intentId: other.id });
    await till.clock.advance(second);
    const again = () =>
      till.call('payment.scan', { amountMinor: 2999, note: null, walletCode: ada(), again: attemptId });
    expect(await again()).toEqual({ ok: false, failure: 'not-possible-now' });
    control().bendIntent(other.id, { status: 'declined' });
    control().sendEvent({ event: 'payment.failed', intentId: other.id });
    await till.clock.advance(2 * second);
    expect(await again()).toEqual({ ok: true });
  });

  test('of two rows found for a lost scan the completed one counts', async () => {
    await open();
    fault({ endpoint: 'scan', times: 1, cut: 'after' });
    await till.scan(2999, ada());
    await till.clock.advance(second);
    const second_ = twin('pending');
    complete(second_.id);
    await till.clock.advance(5 * second);
    expect(till.kind()).toBe('paid');
    expect(till.rows()).toContain('alarm.second-row');
  });
});
