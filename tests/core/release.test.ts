import { describe, expect, test } from 'vitest';
import {
  ada,
  ben,
  control,
  fault,
  intents,
  openTill as open,
  rowsOf,
  snapshot,
  till,
  twin,
} from '../fakes/one-till.ts';
import { minute, second } from '../fakes/times.ts';

/** A scan whose answer is lost; `effect`: whether FEX has it. */
async function lostScan(effect: boolean, amountMinor = 4950) {
  fault({ endpoint: 'scan', times: 1, cut: effect ? 'after' : 'before' });
  // The list hides it, so that it stays unknown.
  if (effect) control().set({ listLagMs: minute });
  await till.scan(amountMinor, ada());
  return till.view('unknown');
}
const release = (attemptId: string) => till.call('payment.next', { attemptId });

describe('released', () => {
  test('the till serves the next customer; the sale is watched and not sent again', async () => {
    await open();
    const { attemptId } = await lostScan(false);
    expect(await release(attemptId)).toEqual({ ok: true });
    expect(till.kind()).toBe('idle');
    expect((await snapshot()).lastSale).toMatchObject({ attemptId, outcome: 'released' });
    expect(await till.charge(100)).toEqual({ ok: true });
    expect(till.kind()).toBe('showing-qr');
    await till.clock.advance(10 * minute);
    expect(till.fex.posts('/scan-payment')).toHaveLength(1);
  });

  test('the same amount, or the same wallet, is asked about for ten minutes', async () => {
    await open();
    const { attemptId, sentAtMs } = await lostScan(true);
    await release(attemptId);
    const same = { ok: false, failure: 'same-as-released', detail: String(sentAtMs) };
    expect(await till.charge(4950)).toEqual(same);
    expect(await till.scan(100, ada())).toEqual(same);
    expect(till.fex.posts('/payment-intents')).toHaveLength(0);
    expect(till.fex.posts('/scan-payment')).toHaveLength(1);
    expect(await till.scan(100, ben())).toEqual({ ok: true });
    control().decline(ben(), intents()[0]?.id ?? '');
    await till.clock.advance(110 * second);
    expect(till.kind()).toBe('not-charged');
    expect(await till.call('payment.charge', { amountMinor: 4950, note: null, confirmed: true })).toEqual({
      ok: true,
    });
  });

  test('it is not asked about once it is settled, nor after ten minutes', async () => {
    await open();
    const first = await lostScan(false);
    await release(first.attemptId);
    // Two clean looks past its bound settle it.
    await till.clock.advance(first.chargeableUntilMs - first.sentAtMs + 20 * second);
    expect(till.rows()).toContain('outcome.not-charged');
    expect(await till.charge(4950)).toEqual({ ok: true });
    await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
    await till.clock.advance(second);
    // A row that hides its reference and cannot be read leaves every look open.
    control().plantIntent({ amountMinor: 1, reference: null });
    fault({ endpoint: 'intents.get', status: 503 });
    const second_ = await lostScan(false, 700);
    await release(second_.attemptId);
    expect(await till.charge(700)).toMatchObject({ failure: 'same-as-released' });
    await till.clock.advance(11 * minute);
    // Looks that could not be finished settled nothing.
    const ended = till.memory.disk.rows.filter((row) => row.attemptId === second_.attemptId);
    expect(ended.map((row) => row.type)).not.toContain('outcome.not-charged');
    expect(await till.charge(700)).toEqual({ ok: true });
  });

  describe('a scan that reached FEX twice', () => {
    async function twoRows() {
      await open({ settings: { declineBecomes: 'declined' } });
      fault({ endpoint: 'scan', times: 1, cut: 'after' });
      control().set({ listLagMs: 4 * second });
      await till.scan(2999, ada());
      const first = intents()[0]?.id ?? '';
      await till.clock.advance(1500);
      const { attemptId } = till.view('unknown');
      const other = twin('pending_approval').id;
      await release(attemptId);
      await till.clock.advance(10 * second);
      return { first, other };
    }
    const endOf = (intentId: string) => intents().find(({ id }) => id === intentId)?.status;

    test('the end of one row decides nothing while the other waits, and the sale is asked about', async () => {
      const { first, other } = await twoRows();
      control().bendIntent(other, { status: 'declined' });
      await till.clock.advance(20 * second);
      expect(endOf(first)).toBe('pending_approval');
      expect(till.rows()).not.toContain('outcome.not-charged');
      expect((await snapshot()).unsettled).toHaveLength(1);
      expect(await till.scan(2999, ada())).toMatchObject({ failure: 'same-as-released' });
      control().approve(ada(), first);
      await till.clock.advance(3 * minute);
      expect(till.rows()).toContain('outcome.paid');
      expect(till.rows()).not.toContain('outcome.paid-late');
    });

    test('it is not charged once both have ended, in whatever order and also after a restart', async () => {
      const { first, other } = await twoRows();
      control().decline(ada(), first);
      await till.clock.advance(20 * second);
      await till.restart();
      await till.clock.advance(20 * second);
      expect(till.rows()).not.toContain('outcome.not-charged');
      control().bendIntent(other, { status: 'declined' });
      await till.clock.advance(3 * minute);
      expect(till.rows()).toContain('outcome.not-charged');
    });

    test('one given back while the other waits: that one may still pay, and the refund is told after it', async () => {
      const { first, other } = await twoRows();
      control().bendIntent(first, { status: 'refunded' });
      await till.clock.advance(20 * second);
      expect((await snapshot()).unsettled).toHaveLength(1);
      control().bendIntent(other, { status: 'declined' });
      await till.clock.advance(3 * minute);
      expect(till.memory.disk.rows.find((row) => row.type === 'outcome.refunded')?.body.intentId).toBe(first);
      expect(till.rows()).not.toContain('outcome.not-charged');
      expect((await snapshot()).unsettled).toEqual([]);
    });
  });

  test('the customer with its number is told what became of it, also after a restart', async () => {
    await open();
    const { attemptId, reference, sentAtMs } = await lostScan(true);
    await release(attemptId);
    const { slip } = (await snapshot()).unsettled[0] ?? {};
    expect((await snapshot()).settledSlips).toEqual([]);
    control().approve(ada(), intents()[0]?.id ?? '');
    await till.clock.advance(4 * minute);
    const told = {
      attemptId,
      reference,
      sentAtMs,
      slip,
      amountMinor: 4950,
      currency: 'USD',
      outcome: 'paid',
    };
    expect(await snapshot()).toMatchObject({ unsettled: [], settledSlips: [told] });
    expect((await snapshot()).lastSale).toMatchObject({ attemptId, outcome: 'paid', slip });
    await till.restart();
    await till.clock.advance(second);
    expect(await snapshot()).toMatchObject({ settledSlips: [told], lastSale: { attemptId, slip } });
    await till.clock.advance(12 * 60 * minute);
    expect((await snapshot()).settledSlips).toEqual([]);
  });

  test('found paid later, it is paid: nobody is asked, nothing is paid late', async () => {
    await open();
    const { attemptId } = await lostScan(true);
    await release(attemptId);
    control().approve(ada(), intents()[0]?.id ?? '');
    await till.clock.advance(4 * minute);
    expect((await snapshot()).lastSale).toMatchObject({ attemptId, outcome: 'paid' });
    expect((await snapshot()).lateCount).toBe(0);
    expect(till.rows()).not.toContain('outcome.paid-late');
  });

  test('paid after the till went on, its amount and its wallet are asked about too', async () => {
    await open();
    const { attemptId, sentAtMs } = await lostScan(true);
    await release(attemptId);
    control().approve(ada(), intents()[0]?.id ?? '');
    await till.clock.advance(4 * minute);
    expect((await snapshot()).lastSale).toMatchObject({ attemptId, outcome: 'paid' });
    const same = { ok: false, failure: 'same-as-released', detail: String(sentAtMs) };
    expect(await till.charge(4950)).toEqual(same);
    expect(await till.scan(100, ada())).toEqual(same);
    expect(till.fex.posts('/payment-intents')).toHaveLength(0);
    await till.clock.advance(7 * minute);
    expect(await till.charge(4950)).toEqual({ ok: true });
  });

  test('it stays on the list until FEX or a manager says what became of it', {
    timeout: 30_000,
  }, async () => {
    await open();
    await till.scan(4950, ada());
    const id = intents()[0]?.id ?? '';
    control().bendIntent(id, { status: 'processing' });
    await till.clock.advance(4 * minute);
    await release(till.view('unknown').attemptId);
    await till.clock.advance(49 * 60 * minute);
    expect((await snapshot()).unsettled).toHaveLength(1);
    control().bendIntent(id, { status: 'completed' });
    await till.clock.advance(7 * 60 * minute);
    expect(await snapshot()).toMatchObject({ unsettled: [], lateCount: 0, lastSale: { outcome: 'paid' } });
  });

  test.each([403, 404])(
    'FEX refuses to tell (%i) for a day: it is asked on',
    { timeout: 30_000 },
    async (status) => {
      await open();
      await till.scan(4950, ada());
      for (const endpoint of ['intents.get', 'public.intent'] as const) fault({ endpoint, status });
      control().approve(ada(), intents()[0]?.id ?? '');
      await till.clock.advance(4 * minute);
      await release(till.view('unknown').attemptId);
      await till.clock.advance(27 * 60 * minute);
      expect((await snapshot()).unsettled).toHaveLength(1);
      control().clearFaults();
      await till.clock.advance(6 * minute);
      expect(await snapshot()).toMatchObject({ unsettled: [], lastSale: { outcome: 'paid' } });
    },
  );

  test('paid while the disk was full: it is written down as soon as there is room', async () => {
    await open();
    const { attemptId } = await lostScan(true);
    await release(attemptId);
    control().approve(ada(), intents()[0]?.id ?? '');
    till.memory.failWith('disk-full');
    await till.clock.advance(4 * minute);
    expect(till.rows()).not.toContain('outcome.paid');
    till.memory.failWith(null);
    await till.clock.advance(20 * second);
    expect(till.rows()).toContain('outcome.paid');
  });

  test('found pending after FEX came back, it is cancelled and not charged', async () => {
    await open();
    await till.charge(2999);
    till.fex.link = 'silent';
    await till.clock.advance(20 * second);
    const { attemptId } = till.view('unknown');
    expect(await release(attemptId)).toEqual({ ok: true });
    till.fex.link = 'up';
    await till.clock.advance(2 * minute);
    expect(intents()[0]?.status).toBe('cancelled');
    expect((await snapshot()).lastSale).toMatchObject({ attemptId, outcome: 'not-charged' });
  });

  test('a row under its reference that looks too old to be its own is no absence', async () => {
    await open();
    const { attemptId, reference } = await lostScan(false);
    const createdAtMs = control().nowMs() - 2 * minute;
    control().plantIntent({ amountMinor: 4950, reference, status: 'completed', createdAtMs });
    await release(attemptId);
    await till.clock.advance(20 * minute);
    expect(till.rows()).not.toContain('outcome.not-charged');
  });

  test('one look past the bound is not two, and a look before it is none', async () => {
    await open();
    const view = await lostScan(false);
    await release(view.attemptId);
    await till.clock.advance(view.chargeableUntilMs - view.sentAtMs - 5 * second);
    expect(till.rows()).not.toContain('outcome.not-charged');
    await till.clock.advance(8 * second);
    expect(till.rows()).not.toContain('outcome.not-charged');
    await till.clock.advance(20 * second);
    expect(till.rows()).toContain('outcome.not-charged');
  });
});

describe('a request that FEX lets live longer than it was asked to', () => {
  /** FEX's own expiry is 15 minutes after the scan; our time-out comes after two and a half. */
  async function longLived() {
    await open();
    const { send } = till.fex.http;
    till.fex.http.send = (request) => {
      const body = request.body?.replace('"expires_in":90', '"expires_in":900');
      return send(request.url.endsWith('/scan-payment') && body ? { ...request, body } : request);
    };
    await till.scan(4950, ada());
    await till.clock.advance(3 * minute);
    return { ...till.view('unknown'), fexExpiresAtMs: intents()[0]?.expiresAtMs ?? Number.NaN };
  }

  test('released, it may be charged until FEX’s own expiry, and nobody settles it by hand before', async () => {
    const { attemptId, fexExpiresAtMs } = await longLived();
    await release(attemptId);
    const [sale] = (await snapshot()).unsettled;
    expect(sale?.chargeableUntilMs).toBeGreaterThan(fexExpiresAtMs);
    const settlement = { attemptId, paid: false, who: 'Maria', why: 'Customer left', confirmed: true };
    expect(await till.call('payment.settle', settlement)).toEqual({ ok: false, failure: 'not-possible-now' });
    // Until then it is visited every minute.
    await till.clock.advance(10 * minute);
    control().approve(ada(), intents()[0]?.id ?? '');
    await till.clock.advance(70 * second);
    expect(till.rows()).toContain('outcome.paid');
  });

  test('the screen’s bound is the same after a restart', async () => {
    const { fexExpiresAtMs, chargeableUntilMs } = await longLived();
    expect(chargeableUntilMs).toBeGreaterThan(fexExpiresAtMs);
    await till.restart();
    await till.clock.advance(second);
    expect(till.view('unknown').chargeableUntilMs).toBe(chargeableUntilMs);
  });

  test('a record that does not tell it is read with our time-out', async () => {
    const { chargeableUntilMs } = await longLived();
    await till.restart((memory) => {
      for (const row of memory.disk.rows)
        if (row.body.fexExpiresAtMs !== undefined) row.body = { ...row.body, fexExpiresAtMs: null };
    });
    await till.clock.advance(second);
    expect(till.view('unknown').chargeableUntilMs).toBeLessThan(chargeableUntilMs);
  });
});

describe('the number of a released sale', () => {
  test('is told on the keypad and in the list, goes on after a restart, and is in the record', async () => {
    await open();
    const first = await lostScan(false);
    await release(first.attemptId);
    expect(await snapshot()).toMatchObject({
      lastSale: { outcome: 'released', slip: 1 },
      unsettled: [
        {
          attemptId: first.attemptId,
          slip: 1,
          amountMinor: 4950,
          sentAtMs: first.sentAtMs,
          chargeableUntilMs: first.chargeableUntilMs,
          rebuilt: false,
        },
      ],
    });
    const row = till.memory.disk.rows.find((one) => one.type === 'attempt.released');
    expect(row?.body.slip).toBe(1);
    await till.restart();
    await till.clock.advance(second);
    fault({ endpoint: 'scan', times: 1, cut: 'before' });
    await till.scan(700, ben());
    await release(till.view('unknown').attemptId);
    const { unsettled, lastSale } = await snapshot();
    expect(unsettled.map(({ slip }) => slip)).toEqual([2, 1]);
    expect(lastSale).toMatchObject({ slip: 2 });
  });

  test('leaves the list with what FEX says of it', async () => {
    await open();
    const { attemptId } = await lostScan(true);
    await release(attemptId);
    control().approve(ada(), intents()[0]?.id ?? '');
    await till.clock.advance(4 * minute);
    expect((await snapshot()).unsettled).toEqual([]);
  });

  test('is asked about at once, when somebody wants to know', async () => {
    await open();
    const { attemptId } = await lostScan(true);
    await release(attemptId);
    const check = () => till.call('payment.check', { attemptId });
    const unsettled = async () => (await snapshot()).unsettled;
    control().approve(ada(), intents()[0]?.id ?? '');
    control().set({ listLagMs: 20 * minute });
    // Nothing was found, and the next planned visit is most of a minute away.
    await till.clock.advance(65 * second);
    control().set({ listLagMs: 0 });
    await till.clock.advance(second);
    expect(await unsettled()).toMatchObject([{ attemptId, checking: false }]);
    expect(await check()).toEqual({ ok: true });
    await till.clock.advance(second);
    expect(JSON.stringify(till.events)).toContain('"checking":true');
    expect(await unsettled()).toEqual([]);
    expect((await snapshot()).lastSale).toMatchObject({ attemptId, outcome: 'paid' });
    expect(await check()).toEqual({ ok: false, failure: 'not-open' });
  });

  test('is not called absent sooner for being asked about often', async () => {
    await open();
    const { attemptId, chargeableUntilMs, sentAtMs } = await lostScan(false);
    await release(attemptId);
    await till.clock.advance(chargeableUntilMs - sentAtMs + 500);
    for (let times = 0; times < 5; times += 1) {
      await till.call('payment.check', { attemptId });
      await till.clock.advance(second);
    }
    // Two clean looks say so, and a late row has its time between them.
    expect(rowsOf('outcome.not-charged')).toEqual([]);
    await till.clock.advance(15 * second);
    expect(rowsOf('outcome.not-charged')).toHaveLength(1);
  });

  test('says that FEX cannot be asked while it cannot', async () => {
    await open();
    const { attemptId } = await lostScan(false);
    await release(attemptId);
    till.fex.link = 'silent';
    await till.clock.advance(minute);
    expect(await till.call('payment.check', { attemptId })).toEqual({ ok: false, failure: 'offline' });
    expect((await snapshot()).unsettled).toMatchObject([{ checking: false }]);
  });

  test('is refused on a full disk for want of room, and done once there is some', async () => {
    await open();
    const { attemptId } = await lostScan(false);
    till.memory.failWith('disk-full');
    expect(await release(attemptId)).toEqual({ ok: false, failure: 'not-recorded' });
    expect(till.kind()).toBe('unknown');
    expect((await snapshot()).halt?.reason).toBe('journal-unwritable');
    till.memory.failWith(null);
    expect(await release(attemptId)).toEqual({ ok: true });
  });
});

describe('a released sale settled by hand', () => {
  const settle = (attemptId: string, more: object = {}) =>
    till.call('payment.settle', {
      ...{ attemptId, paid: false, who: 'Maria', why: 'Customer left', confirmed: true },
      ...more,
    });

  test('only when nobody new can be charged, and with a manager’s word; another sale may be on the screen', async () => {
    await open();
    const { attemptId } = await lostScan(false);
    await release(attemptId);
    // A row that hides its reference and cannot be read leaves every look open.
    control().plantIntent({ amountMinor: 1, reference: null });
    fault({ endpoint: 'intents.get', times: 40, status: 404 });
    expect(await settle(attemptId)).toEqual({ ok: false, failure: 'not-possible-now' });
    await till.clock.advance(3 * minute);
    await till.charge(100);
    expect(await settle(attemptId, { confirmed: false })).toEqual({ ok: false, failure: 'not-confirmed' });
    expect(await settle(attemptId)).toEqual({ ok: true });
    expect(till.kind()).toBe('showing-qr');
    expect((await snapshot()).unsettled).toEqual([]);
    expect(till.memory.disk.rows.find((one) => one.type === 'outcome.settled-by-hand')).toMatchObject({
      attemptId,
      actor: 'manager (unproved)',
      body: { paid: false, who: 'Maria', why: 'Customer left' },
    });
    // Once is enough.
    expect(await settle(attemptId)).toEqual({ ok: false, failure: 'not-open' });
  });

  test('as not paid, and it was: before the manager', async () => {
    await open();
    const { attemptId } = await lostScan(true);
    await release(attemptId);
    control().approve(ada(), intents()[0]?.id ?? '');
    till.fex.link = 'silent';
    await till.clock.advance(3 * minute);
    await settle(attemptId);
    till.fex.link = 'up';
    await till.clock.advance(5 * minute);
    expect(till.view('paid-late')).toMatchObject({ attemptId, slip: 1 });
  });

  test('not where the disk refuses the manager’s word', async () => {
    await open();
    const { attemptId } = await lostScan(true);
    await release(attemptId);
    control().addFault({ endpoint: 'intents.list', status: 503 });
    await till.clock.advance(3 * minute);
    till.memory.failWith('disk-full');
    expect(await settle(attemptId)).toEqual({ ok: false, failure: 'not-recorded' });
    till.memory.failWith(null);
    expect((await snapshot()).unsettled).toHaveLength(1);
  });
});

describe('another try for a sale that was not charged', () => {
  async function declined() {
    await till.scan(4950, ada());
    control().bendIntent(intents()[0]?.id ?? '', { status: 'declined' });
    await till.clock.advance(3 * second);
    return till.view('not-charged');
  }
  const again = (attemptId: string, amountMinor = 4950) =>
    till.call('payment.scan', { amountMinor, note: null, walletCode: ada(), again: attemptId });

  test('is the same sale, under a reference of its own', async () => {
    await open();
    const first = await declined();
    expect(await again(first.attemptId)).toEqual({ ok: true });
    await till.clock.advance(0);
    const second_ = till.view('waiting-for-approval');
    expect(second_.saleId).toBe(first.saleId);
    expect(second_.reference).not.toBe(first.reference);
  });

  test('is refused once the sale was paid after all, was left, or for another amount', async () => {
    await open();
    const first = await declined();
    expect(await again(first.attemptId, 5000)).toEqual({ ok: false, failure: 'not-open' });
    control().bendIntent(intents()[0]?.id ?? '', { status: 'completed' });
    await till.clock.advance(4 * minute);
    expect(till.kind()).toBe('paid');
    expect(await again(first.attemptId)).toEqual({ ok: false, failure: 'not-open' });
    await till.call('payment.next', { attemptId: first.attemptId });
    expect(await again(first.attemptId)).toEqual({ ok: false, failure: 'not-open' });
    expect(till.fex.posts('/scan-payment')).toHaveLength(1);
  });
});

describe('not known yet, past its bound', () => {
  test('looks that could not be finished are no absence', async () => {
    await open();
    fault({ endpoint: 'intents.list', status: 503 });
    await lostScan(false);
    await till.clock.advance(10 * minute);
    expect(till.view('unknown')).toMatchObject({ found: 'asking', canSettle: true });
    control().clearFaults();
    await till.clock.advance(61 * second);
    expect(till.kind()).toBe('unknown');
    await till.clock.advance(60 * second);
    expect(till.view('not-charged').reason).toBe('absent');
  });

  test('a manager settles it by hand: who and why are kept, and it never reads paid or not charged', async () => {
    await open();
    const { attemptId } = await lostScan(true);
    const settle = (more: object = {}) =>
      till.call('payment.settle', {
        attemptId,
        paid: true,
        who: 'Maria',
        why: 'Seen on the phone',
        confirmed: true,
        ...more,
      });
    expect(await settle()).toEqual({ ok: false, failure: 'not-possible-now' });
    till.fex.link = 'silent';
    await till.clock.advance(3 * minute);
    expect(await settle({ confirmed: false })).toEqual({ ok: false, failure: 'not-confirmed' });
    expect(await settle()).toEqual({ ok: true });
    expect(till.view('settled-by-hand')).toMatchObject({ paid: true, who: 'Maria' });
    const row = till.memory.disk.rows.find((one) => one.type === 'outcome.settled-by-hand');
    expect(row).toMatchObject({
      actor: 'manager (unproved)',
      body: { paid: true, who: 'Maria', why: 'Seen on the phone' },
    });
    expect(till.rows().filter((type) => type.startsWith('outcome.'))).toEqual(['outcome.settled-by-hand']);
  });

  test('settled as not paid and paid after all: before the manager', async () => {
    await open();
    const { attemptId } = await lostScan(true);
    control().approve(ada(), intents()[0]?.id ?? '');
    till.fex.link = 'silent';
    await till.clock.advance(3 * minute);
    await till.call('payment.settle', {
      attemptId,
      paid: false,
      who: 'Maria',
      why: 'Customer left',
      confirmed: true,
    });
    await release(attemptId);
    till.fex.link = 'up';
    await till.clock.advance(5 * minute);
    expect(till.view('paid-late').attemptId).toBe(attemptId);
  });

  test('settled as paid and paid it was: journaled, nobody is asked again', async () => {
    await open();
    const { attemptId } = await lostScan(true);
    control().approve(ada(), intents()[0]?.id ?? '');
    till.fex.link = 'silent';
    await till.clock.advance(3 * minute);
    await till.call('payment.settle', { attemptId, paid: true, who: 'M', why: 'seen', confirmed: true });
    await release(attemptId);
    till.fex.link = 'up';
    await till.clock.advance(5 * minute);
    expect(till.rows()).toContain('outcome.paid-late');
    expect(till.kind()).toBe('idle');
    expect((await snapshot()).lateCount).toBe(0);
  });
});

describe('clocks', () => {
  test('FEX without a Date: nothing that time alone decides becomes final', async () => {
    await open({ settings: { dateHeader: 'absent' } });
    await lostScan(false);
    await till.clock.advance(10 * minute);
    expect(till.kind()).toBe('unknown');
    control().set({ dateHeader: 'clock' });
    await till.clock.advance(3 * minute);
    expect(till.view('not-charged').reason).toBe('absent');
  });

  test('`expired` is not believed on a clock that jumped until FEX said its time', async () => {
    await open();
    await till.charge(2999);
    control().bendIntent(intents()[0]?.id ?? '', { status: 'expired' });
    control().set({ dateHeader: 'absent' });
    till.clock.jumpWall(3_600_000);
    await till.clock.advance(311 * second);
    expect(till.kinds()).not.toContain('not-charged');
    control().set({ dateHeader: 'clock' });
    await till.clock.advance(4 * second);
    expect(till.view('not-charged').reason).toBe('expired');
  });

  test('`expired` is not believed of a released sale either, until FEX said its time', async () => {
    await open();
    const { attemptId } = await lostScan(true);
    control().set({ listLagMs: 0 });
    await release(attemptId);
    control().bendIntent(intents()[0]?.id ?? '', { status: 'expired' });
    // Started again five minutes ahead, with nothing to learn the time from.
    control().set({ dateHeader: 'absent' });
    till.clock.jumpWall(5 * minute);
    await till.restart();
    const reads = () => till.fex.seen.filter((one) => one.path.endsWith(intents()[0]?.id ?? '')).length;
    await till.clock.advance(30 * second);
    expect(reads()).toBeGreaterThan(0);
    expect(till.rows()).not.toContain('outcome.not-charged');
    control().set({ dateHeader: 'clock' });
    await till.clock.advance(15 * minute);
    expect(till.rows().filter((type) => type === 'outcome.not-charged')).toHaveLength(1);
  });

  test('a wall clock an hour ahead at start moves no deadline', async () => {
    await open();
    await lostScan(true);
    control().set({ listLagMs: 0 });
    till.clock.jumpWall(3_600_000);
    await till.restart();
    await till.clock.advance(3 * second);
    expect(till.kind()).toBe('waiting-for-approval');
    control().approve(ada(), intents()[0]?.id ?? '');
    await till.clock.advance(3 * second);
    expect(till.kind()).toBe('paid');
  });
});
