import type { BridgeTransport } from '../../../shared/bridge-wire.ts';
import type { CallArgs, CallName, EventBody, EventName } from '../../../shared/contract.ts';
import { goLivePoints } from '../../../shared/go-live.ts';
import { exponentOf } from '../../../shared/money.ts';
import type { LastSale, PaymentView } from '../../../shared/payment-view.ts';
import type { Phone } from '../../../shared/phone.ts';
import type { TransferTrouble } from '../../../shared/settings-file.ts';
import type { ConnectionView, Environment, Language, Snapshot, Theme } from '../../../shared/snapshot.ts';
import type { PersonView } from '../../../shared/staff.ts';
import { booksOf } from './books.ts';
import { counterRowsOf, countersViewOf } from './counters.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { networkOf, newsOf } from './news.ts';
import { pairingCounters, pairingOf } from './pairings.ts';
import { recoveryOf, settledSlipsOf, slipOf, unsettledOf } from './recoveries.ts';
import { codeOf, viewOf } from './views.ts';

export interface FakeCounter {
  transport: BridgeTransport;
  /** Everything the page asked for, in order. */
  asked: { call: string; args: unknown }[];
  push<N extends EventName>(event: N, body: EventBody<N>): void;
  show(state: string): void;
}

/** A counter that holds still: it answers every call and moves only far enough to click through. */
export function createFakeCounter(query: URLSearchParams): FakeCounter {
  const hearers: ((event: unknown) => void)[] = [];
  const asked: { call: string; args: unknown }[] = [];
  const snapshot = snapshotOf(query);
  const phone = phoneOf(snapshot);

  function push<N extends EventName>(event: N, body: EventBody<N>): void {
    for (const hear of hearers) hear({ event, body });
  }
  function pay(payment: PaymentView): void {
    snapshot.payment = payment;
    push('payment.changed', {
      payment,
      lastSale: snapshot.lastSale,
      lateCount: snapshot.lateCount,
      unsettled: snapshot.unsettled,
      settledSlips: snapshot.settledSlips,
      serverNowMs: Date.now(),
    });
  }
  function show(state: string): void {
    const next = new URLSearchParams(query);
    next.set('state', state);
    pay(viewOf(next, Date.now()));
  }

  const sameAsUnsettled = () => ({
    ok: false,
    failure: 'same-as-released',
    detail: String(snapshot.unsettled[0]?.sentAtMs ?? Date.now() - 120_000),
  });

  const answers: Partial<{ [N in CallName]: (args: CallArgs<N>) => unknown }> = {
    'app.mode': () => ({
      mode: query.has('pairing') ? 'pairing' : 'counter',
      preferences: snapshot.preferences,
    }),
    'pairing.read': () => pairingOf(query),
    'pairing.counters': () => pairingCounters,
    'app.snapshot': () => ({ ...snapshot, serverNowMs: Date.now() }),
    'app.painted': () => null,
    'preferences.change': (change) => {
      snapshot.preferences = { ...snapshot.preferences, ...dropUndefined(change) };
      push('preferences.changed', { preferences: snapshot.preferences });
      return { ok: true };
    },
    'payment.charge': ({ amountMinor, confirmed }) => {
      if (query.has('same') && confirmed !== true) return sameAsUnsettled();
      query.set('amount', String(amountMinor));
      show(query.get('then') ?? 'showing-qr');
      return { ok: true };
    },
    'payment.scan': ({ amountMinor, walletCode, confirmed }) => {
      if (/^\d{8,14}$/.test(walletCode)) return { ok: false, failure: 'wallet-code-product' };
      if (query.has('same') && confirmed !== true) return sameAsUnsettled();
      query.set('amount', String(amountMinor));
      show('waiting-for-approval');
      return { ok: true };
    },
    'payment.cancel': () => {
      show('cancelling');
      return { ok: true };
    },
    'payment.next': () => {
      pay({ kind: 'idle' });
      return { ok: true };
    },
    'diagnostics.read': () => diagnosticsOf(query, Date.now()),
    'diagnostics.text': () => ({ text: 'FEX Counter, live, counter …0a11\nGOOD    api, ms 182\n' }),
    'scanner.seen': () => null,
    'camera.seen': () => null,
    'camera.choose': (camera) => {
      snapshot.camera = camera;
      push('camera.changed', { camera });
      return { ok: true };
    },
    'network.read': () => networkOf(query),
    'news.read': () => newsOf(query, Date.now()),
    'go-live.read': () => ({
      points: goLivePoints.map((name, at) => ({
        name,
        state: query.has('ready') ? 'good' : at === 9 ? 'noted' : at % 3 === 1 ? 'missing' : 'good',
        atMs: at % 2 === 0 ? Date.now() - at * 3_600_000 : null,
      })),
    }),
    'settings.files': () => ({
      folder: '/home/shop/.local/share/fex-counter/counter/exchange',
      files: [{ name: 'settings-0000c1.json', atMs: Date.now() - 240_000 }],
    }),
    'settings.look': () => ({
      trouble: query.get('transfer') as TransferTrouble | null,
      changes: query.has('transfer')
        ? []
        : [
            { key: 'language', from: 'en', to: 'ar' },
            { key: 'theme', from: 'light', to: 'contrast' },
            { key: 'volume', from: 70, to: 100 },
            { key: 'muted', from: false, to: true },
            { key: 'capMinor', from: 500_000, to: 100_000 },
            { key: 'standardExpiresS', from: 300, to: 120 },
            { key: 'lockAfterMinutes', from: 5, to: 15 },
            { key: 'refundLateByItself', from: false, to: true },
          ],
      otherCurrency: query.has('other') ? 'EUR' : null,
      digest: 'ab',
    }),
    'counters.read': () => countersViewOf(query, Date.now()),
    'counters.list': (wanted) => counterRowsOf(query, Date.now(), wanted),
    'counters.choose': ({ counterId }) => {
      if (counterId === null) query.delete('chosen');
      else query.set('chosen', counterId);
      push('counters.changed', countersViewOf(query, Date.now()));
      return { ok: true };
    },
    'phone.read': () => phone,
    'phone.point': () => ({ ok: false, failure: 'phone-refused', detail: 'insufficient balance' }),
  };

  return {
    asked,
    push,
    show,
    transport: {
      async call(request) {
        asked.push(request);
        const answer = answers[request.call as CallName] as ((args: unknown) => unknown) | undefined;
        // `?needs-manager`: whatever is confirmed wants a manager's PIN first.
        if (
          query.has('needs-manager') &&
          (request.args as { confirmed?: boolean } | null)?.confirmed === true
        )
          return { ok: true, value: { ok: false, failure: 'needs-manager' } };
        return { ok: true, value: answer === undefined ? { ok: true } : answer(request.args) };
      },
      listen: (hear) => hearers.push(hear),
    },
  };
}

function dropUndefined<T extends object>(value: T): { [K in keyof T]-?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}

function snapshotOf(query: URLSearchParams): Snapshot {
  const now = Date.now();
  const currency = query.get('currency') ?? 'USD';
  const environment = (query.get('env') ?? 'live') as Environment;
  const last = query.get('last') ?? 'paid';
  return {
    environment,
    counter: {
      name: query.get('counter') ?? 'Till 1',
      location: 'Main entrance',
      merchantName: query.get('merchant') ?? 'Corner Café',
    },
    currency,
    exponent: exponentOf(currency),
    capMinor: Number(query.get('cap') ?? 100_000_00),
    serverNowMs: now,
    preferences: {
      language: (query.get('lang') ?? 'en') as Language,
      theme: (query.get('theme') ?? 'light') as Theme,
      volume: 70,
      muted: query.has('muted'),
    },
    camera: { on: !query.has('no-camera'), device: null, facing: 'customer' },
    payment: viewOf(query, now),
    connection: {
      state: (query.get('connection') ?? 'live') as ConnectionView['state'],
      sinceMs: now - 60_000,
      lastGoodAtMs: now - 61_000,
      skewMs: query.has('skew') ? (query.get('skew') === 'far' ? -16 * 365 * 86_400_000 : 240_000) : null,
    },
    halt: query.has('halt')
      ? { reason: query.get('halt') as 'journal-unwritable', sinceMs: now, detail: null }
      : null,
    lastSale:
      last === 'none'
        ? null
        : {
            attemptId: 'before',
            amountMinor: 820,
            currency,
            outcome: last as LastSale['outcome'],
            atMs: now - 240_000,
            slip: slipOf(last as LastSale['outcome']),
          },
    lateCount: Number(query.get('late') ?? 0),
    unsettled: unsettledOf(query, now),
    settledSlips: settledSlipsOf(query, now),
    recovery: recoveryOf(query, now),
    staff: staffOf(query),
    canScan: true,
    paired: query.has('paired'),
    books: booksOf(query, now),
    hasPhone: environment === 'training',
  };
}

/** `?people=3` with the first signed in; `&signed=1` the second, `&signed=none` nobody. */
function staffOf(query: URLSearchParams): Snapshot['staff'] {
  const people = (['Maria Lopez', 'Jonas', 'Abd al-Rahman'] as const)
    .slice(0, Number(query.get('people') ?? 0))
    .map((name, at): PersonView => ({ id: `person-${at}`, name, role: at === 1 ? 'cashier' : 'manager' }));
  const signed = query.get('signed') ?? '0';
  return { people, signedIn: signed === 'none' ? null : (people[Number(signed)] ?? null) };
}

function phoneOf({ currency, counter }: Snapshot): Phone {
  const wallet = (walletId: string, name: string, balanceMinor: number) => ({
    walletId,
    name,
    currency,
    balanceMinor,
    spendableMinor: balanceMinor,
    code: `fex-wallet:${walletId}:7f3a91c4e2`,
    qr: codeOf(`fex-wallet:${walletId}:7f3a91c4e2`),
  });
  return {
    wallets: [wallet('w1', 'Amira K.', 250_00), wallet('w2', 'Jonas with little', 1_50)],
    approvals: [
      {
        intentId: 'i1',
        walletId: 'w1',
        amountMinor: 4950,
        currency,
        merchantName: counter.merchantName ?? '',
        description: null,
        expiresAtMs: Date.now() + 82_000,
      },
    ],
  };
}
