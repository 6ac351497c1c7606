import { beforeEach, describe, expect, it } from 'vitest';
import type { Bridge } from '../../renderer/bridge.ts';
import type { EntryKey } from '../../renderer/logic/amount-entry.ts';
import { linkCounter } from '../../renderer/stores/counter-link.ts';
import { useCounter } from '../../renderer/stores/counter-store.ts';
import {
  ask,
  askApproved,
  charge,
  chargeAnother,
  nextSale,
  sendScan,
  showCode,
  tryAgain,
} from '../../renderer/stores/requests.ts';
import { till, useTill } from '../../renderer/stores/till-store.ts';
import type { EventBody, EventName } from '../../shared/contract.ts';
import type { Done } from '../../shared/failures.ts';
import type { PaymentViewOf } from '../../shared/payment-view.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { PersonView } from '../../shared/staff.ts';

/** The mirror and the requests over a bridge made of plain functions. */

const snapshot: Snapshot = {
  environment: 'live',
  counter: { name: 'Till 1', location: null, merchantName: 'Corner Café' },
  currency: 'USD',
  exponent: 2,
  capMinor: 100_000,
  serverNowMs: 1_000_000,
  preferences: { language: 'en', theme: 'light', volume: 50, muted: false },
  camera: { on: true, device: null, facing: 'customer' },
  payment: { kind: 'idle' },
  connection: { state: 'live', sinceMs: 0, lastGoodAtMs: 0, skewMs: null },
  halt: null,
  lastSale: null,
  lateCount: 0,
  unsettled: [],
  settledSlips: [],
  recovery: null,
  staff: { people: [], signedIn: null },
  canScan: true,
  paired: false,
  books: { state: 'idle', progress: null, result: null },
  hasPhone: false,
};

const sale = {
  attemptId: 'a1',
  saleId: 's1',
  reference: 'T1-7F3A',
  amountMinor: 1250,
  currency: 'USD',
  note: 'Table 5',
} as const;

const notCharged = (flow: 'standard' | 'reverse'): PaymentViewOf<'not-charged'> => ({
  kind: 'not-charged',
  ...sale,
  flow,
  atMs: 0,
  reason: 'expired',
});

function fakeBridge(answer: (name: string, args: unknown) => unknown) {
  const asked: [string, unknown][] = [];
  const hearers = new Map<string, (body: never) => void>();
  const bridge: Bridge = {
    async call(name, args) {
      asked.push([name, args]);
      return (await answer(name, args)) as never;
    },
    listen(name, hear) {
      hearers.set(name, hear as (body: never) => void);
      return () => void hearers.delete(name);
    },
  };
  const push = <N extends EventName>(name: N, body: EventBody<N>): void => hearers.get(name)?.(body as never);
  return { bridge, asked, push };
}

async function linked(
  answer: (name: string, args: unknown) => unknown = () => ({ ok: true }),
  start = snapshot,
) {
  const fake = fakeBridge((name, args) => (name === 'app.snapshot' ? start : answer(name, args)));
  await linkCounter(fake.bridge);
  fake.asked.length = 0;
  return fake;
}

const amount = () => useTill.getState().entry.amountMinor;

beforeEach(() => {
  till.saleStarted();
  useCounter.setState({ snapshot: null });
});

describe('the mirror', () => {
  it('asks for the snapshot again when something happened while it was under way', async () => {
    let asked = 0;
    const fake = fakeBridge((name) => {
      if (name !== 'app.snapshot') return null;
      asked++;
      if (asked === 1) fake.push('halt.changed', { halt: null });
      return { ...snapshot, serverNowMs: asked };
    });
    await linkCounter(fake.bridge);
    expect(asked).toBe(2);
    expect(useCounter.getState().snapshot?.serverNowMs).toBe(2);
  });

  it('follows every event', async () => {
    const { push } = await linked();
    const connection = { state: 'offline', sinceMs: 5, lastGoodAtMs: null, skewMs: null } as const;
    push('connection.changed', { connection, serverNowMs: 2_000_000 });
    push('halt.changed', { halt: { reason: 'counter-inactive', sinceMs: 1, detail: null } });
    push('books.changed', { books: { state: 'waiting', progress: null, result: null } });
    push('preferences.changed', { preferences: { ...snapshot.preferences, muted: true } });
    push('payment.changed', {
      payment: notCharged('standard'),
      lastSale: null,
      lateCount: 0,
      unsettled: [],
      settledSlips: [],
      serverNowMs: 3_000_000,
    });
    expect(useCounter.getState().snapshot).toMatchObject({
      connection,
      halt: { reason: 'counter-inactive' },
      books: { state: 'waiting' },
      preferences: { muted: true },
      payment: { kind: 'not-charged' },
    });
    expect(useCounter.getState().time.serverNowMs).toBe(3_000_000);
  });
});

describe('a refusal', () => {
  const waiting = { kind: 'showing-qr', ...sale, flow: 'standard' } as unknown as PaymentViewOf<'showing-qr'>;
  const rest = { lastSale: null, lateCount: 0, unsettled: [], settledSlips: [], serverNowMs: 1 };

  it('is not shown on the screen that came after the one it was about', async () => {
    let answered = (_done: Done): void => {};
    const { push } = await linked(() => new Promise<Done>((done) => (answered = done)), {
      ...snapshot,
      payment: waiting,
    });
    const second = ask('payment.cancel', { attemptId: 'a1' });
    push('payment.changed', { ...rest, payment: notCharged('standard') });
    answered({ ok: false, failure: 'not-possible-now' });
    await second;
    expect(useTill.getState().notice).toBeNull();
  });

  it('goes with the screen it was said on', async () => {
    const { push } = await linked(() => ({ ok: false, failure: 'not-possible-now' }), {
      ...snapshot,
      payment: waiting,
    });
    await ask('payment.cancel', { attemptId: 'a1' });
    expect(useTill.getState().notice).toMatchObject({ code: 'not-possible-now' });
    push('payment.changed', { ...rest, payment: notCharged('standard') });
    expect(useTill.getState().notice).toBeNull();
  });
});

describe('what was said of the connection', () => {
  const connection = { ...snapshot.connection, state: 'offline' } as const;

  it('goes once FEX answers again, and nothing else with it', async () => {
    const { push } = await linked(() => ({ ok: false, failure: 'offline' }));
    await ask('late.show', null);
    push('connection.changed', { connection, serverNowMs: 1 });
    push('connection.changed', { connection: { ...connection, state: 'unstable' }, serverNowMs: 2 });
    expect(useTill.getState().notice?.code).toBe('offline');
    push('connection.changed', { connection: { ...connection, state: 'polling' }, serverNowMs: 3 });
    expect(useTill.getState().notice).toBeNull();
    till.say({ ok: false, failure: 'busy' });
    push('connection.changed', { connection: { ...connection, state: 'live' }, serverNowMs: 4 });
    expect(useTill.getState().notice?.code).toBe('busy');
  });

  it('goes too where charging was stopped and is possible again', async () => {
    const { push } = await linked();
    till.say({ ok: false, failure: 'charging-stopped' });
    push('halt.changed', { halt: { reason: 'journal-unwritable', sinceMs: 1, detail: null } });
    expect(useTill.getState().notice?.code).toBe('charging-stopped');
    push('halt.changed', { halt: null });
    expect(useTill.getState().notice).toBeNull();
  });
});

describe('a manager’s approval over the shoulder', () => {
  const maria = { id: 'p1', name: 'Maria', role: 'manager', hasBadge: false } as PersonView;
  const setup = { mode: 'off', address: '', port: 0, publicUrl: '', certFile: '', keyFile: '' } as const;

  it('leads back to the settings that it saved', async () => {
    let answer: Done = { ok: false, failure: 'needs-manager' };
    const staff = { people: [maria], signedIn: null };
    const { asked } = await linked(() => answer, { ...snapshot, staff });
    till.openSheet('news');
    await ask('news.save', { ...setup, confirmed: true });
    expect(useTill.getState()).toMatchObject({ sheet: 'approve', approving: { call: 'news.save' } });
    answer = { ok: true };
    await askApproved(maria);
    expect(asked.filter(([name]) => name === 'news.save')).toHaveLength(2);
    expect(useTill.getState()).toMatchObject({ sheet: 'news', notice: null });
  });
});

describe('the entry', () => {
  it('goes with the sale it started, and digits typed after the outcome stay', async () => {
    const { push } = await linked();
    till.press('5');
    till.setNote('Table 5');
    push('payment.changed', {
      payment: { kind: 'sending', ...sale, flow: 'standard', stage: 'sending', cancelWanted: false },
      lastSale: null,
      lateCount: 0,
      unsettled: [],
      settledSlips: [],
      serverNowMs: 1,
    });
    expect(amount()).toBe(0);
    expect(useTill.getState().note).toBeNull();
    push('payment.changed', {
      payment: notCharged('standard'),
      lastSale: null,
      lateCount: 0,
      unsettled: [],
      settledSlips: [],
      serverNowMs: 2,
    });
    till.press('7');
    push('payment.changed', {
      payment: { kind: 'idle' },
      lastSale: null,
      lateCount: 0,
      unsettled: [],
      settledSlips: [],
      serverNowMs: 3,
    });
    expect(amount()).toBe(7);
  });

  it('is put back when a scanner typed into it', async () => {
    await linked();
    till.type('5', 0);
    for (let n = 0; n < 13; n++) till.type('4', 3000 + n * 3);
    expect(till.typeEnter(3040)).toBe(false);
    expect(useTill.getState().entry).toEqual({ amountMinor: 5, problem: 'scanner' });
  });

  it('keeps what a finger typed between two keys of the keyboard', async () => {
    await linked();
    till.type('5', 0);
    till.press('6');
    for (const [n, key] of [...'1a2b'].entries()) till.type(key, 100 + n * 20);
    expect(useTill.getState().entry).toEqual({ amountMinor: 56, problem: 'scanner' });
  });
});

describe('requests', () => {
  it('sends one charge for two taps', async () => {
    let release: (done: Done) => void = () => {};
    const { asked } = await linked(() => new Promise<Done>((resolve) => (release = resolve)));
    const first = charge(1250, null);
    const second = await charge(1250, null);
    release({ ok: true });
    expect([await first, second]).toEqual([true, false]);
    expect(asked).toEqual([['payment.charge', { amountMinor: 1250, note: null }]]);
  });

  it('asks for nothing at zero, offline or while charging is stopped', async () => {
    const offline = { ...snapshot.connection, state: 'offline' } as const;
    const { asked } = await linked(undefined, { ...snapshot, connection: offline });
    expect(await charge(1250, null)).toBe(false);
    const halted = await linked(undefined, {
      ...snapshot,
      halt: { reason: 'journal-unwritable', sinceMs: 0, detail: null },
    });
    expect(await charge(1250, null)).toBe(false);
    const live = await linked();
    expect(await charge(0, null)).toBe(false);
    expect([...asked, ...halted.asked, ...live.asked]).toEqual([]);
  });

  it('asks for nothing while digits of the amount were refused', async () => {
    const { asked } = await linked();
    for (const key of '99999999999') till.press(key as EntryKey);
    expect(useTill.getState().entry).toEqual({ amountMinor: 99_999, problem: 'over-cap' });
    expect(await charge(amount(), null)).toBe(false);
    till.openScan();
    expect(useTill.getState().scanning).toBe(false);
    expect(till.typeEnter(10_000)).toBe(false);
    expect(asked).toEqual([]);
    till.clear();
    for (const key of '1250') till.press(key as EntryKey);
    expect(await charge(amount(), null)).toBe(true);
  });

  it('answers a tap or an Enter without an amount', async () => {
    const { asked } = await linked();
    expect(await charge(0, null)).toBe(false);
    expect(useTill.getState().notice).toEqual({ code: 'amount-zero', detail: null });
    till.hush();
    till.openScan();
    expect(useTill.getState()).toMatchObject({ scanning: false, notice: { code: 'amount-zero' } });
    till.press('5');
    expect(useTill.getState().notice).toBeNull();
    till.openScan();
    expect(useTill.getState().scanning).toBe(true);
    expect(asked).toEqual([]);
  });

  it('says why something was not done, also when the bridge itself refuses', async () => {
    await linked(() => ({ ok: false, failure: 'busy' }));
    expect(await charge(1250, null)).toBe(false);
    expect(useTill.getState().notice).toEqual({ code: 'busy', detail: null });
    await linked(() => {
      throw new Error('refused');
    });
    expect(await nextSale(notCharged('standard'))).toBe(false);
    expect(useTill.getState()).toMatchObject({ notice: { code: 'refused' }, asking: false });
  });

  it('empties the wallet code that was not taken', async () => {
    await linked(() => ({ ok: false, failure: 'wallet-code-product' }));
    till.setAmount(1250);
    till.openScan();
    till.setWalletCode('4006381333931');
    await sendScan(1250, null, '4006381333931');
    expect(useTill.getState()).toMatchObject({ walletCode: '', scanning: true });
  });

  it('tries a shown code again at once for the same sale, and a scan only by scanning again', async () => {
    const standard = await linked();
    await tryAgain(notCharged('standard'));
    expect(standard.asked).toEqual([['payment.charge', { amountMinor: 1250, note: 'Table 5', again: 'a1' }]]);
    const reverse = await linked();
    await tryAgain(notCharged('reverse'));
    expect(reverse.asked).toEqual([]);
    expect(useTill.getState()).toMatchObject({
      scanning: true,
      note: 'Table 5',
      entry: { amountMinor: 1250 },
    });
    await sendScan(1250, 'Table 5', 'a-wallet');
    expect(reverse.asked).toEqual([
      ['payment.scan', { amountMinor: 1250, note: 'Table 5', walletCode: 'a-wallet', again: 'a1' }],
    ]);
  });

  it('shows a code for a sale whose scan was refused, at once and as another try', async () => {
    const { asked } = await linked();
    await showCode({ ...notCharged('reverse'), reason: 'refused-scan' });
    expect(asked).toEqual([['payment.charge', { amountMinor: 1250, note: 'Table 5', again: 'a1' }]]);
  });

  it('asks whether it is the same sale, and keeps that it is another try', async () => {
    let answer: Done = { ok: false, failure: 'same-as-released', detail: '5' };
    const { asked } = await linked(() => answer);
    await tryAgain(notCharged('standard'));
    const { doubtful } = useTill.getState();
    answer = { ok: true };
    if (doubtful !== null) await chargeAnother(doubtful);
    expect(asked.at(-1)).toEqual([
      'payment.charge',
      { amountMinor: 1250, note: 'Table 5', again: 'a1', confirmed: true },
    ]);
  });

  it('forgets a scan for another try when its sale ends otherwise, or somebody goes back', async () => {
    for (const leave of ['paid', 'back'] as const) {
      const { push } = await linked(undefined, { ...snapshot, payment: notCharged('reverse') });
      await tryAgain(notCharged('reverse'));
      const { reason, ...rest } = notCharged('reverse');
      const paid = { ...rest, kind: 'paid', afterCancel: false } as const;
      if (leave === 'back') till.closeScan();
      else
        push('payment.changed', {
          payment: paid,
          lastSale: null,
          lateCount: 0,
          unsettled: [],
          settledSlips: [],
          serverNowMs: 1,
        });
      expect(useTill.getState()).toMatchObject({ scanning: false, again: null, note: null });
      expect(amount()).toBe(0);
    }
  });
});
