import type { CallArgs, CallName, CallResult, EventBody, EventName } from '../../shared/contract.ts';
import type { PairingView } from '../../shared/pairing.ts';
import type { Snapshot } from '../../shared/snapshot.ts';

/** One valid value per row of the contract. A row that is missing here does not compile. */

const preferences = { language: 'en', theme: 'auto', volume: 60, muted: false } as const;
const connection = { state: 'polling', sinceMs: 1000, lastGoodAtMs: 2000, skewMs: null } as const;

export const sampleSnapshot: Snapshot = {
  environment: 'training',
  counter: { name: 'Bäckerei 1', location: null, merchantName: null },
  currency: 'EUR',
  exponent: 2,
  capMinor: 100_000,
  serverNowMs: 1_700_000_000_000,
  preferences,
  payment: { kind: 'idle' },
  connection,
  halt: null,
  lastSale: null,
  lateCount: 1,
  unsettled: [],
  recovery: null,
  canScan: true,
  paired: false,
  hasPhone: true,
};

const where = {
  environment: 'sandbox',
  apiUrl: 'https://api.fex.example',
  tokenUrl: 'https://auth.fex.example/realms/payment-platform/protocol/openid-connect/token',
  plainHttp: false,
} as const;
const samplePairing: PairingView = {
  step: 'proof',
  where,
  loopbackOnly: false,
  busy: true,
  merchant: { clientId: 'merchant-1', counters: 500 },
  counter: { id: 'c-1', name: 'كاونتر ١', location: 'Front door' },
  checks: [{ name: 'keychain', state: 'good', detail: '31 ms' }],
  question: 'scan',
  trouble: { code: 'probe-unanswered', detail: null },
  scanWith: null,
  before: { id: 'c-0', name: 'Till 0' },
};

export const sampleArgs: { [N in CallName]: CallArgs<N> } = {
  'app.mode': null,
  'app.snapshot': null,
  'app.painted': null,
  'preferences.change': { theme: 'dark' },
  'payment.charge': { amountMinor: 1250, note: 'two coffees' },
  'payment.scan': { amountMinor: 1, note: null, walletCode: 'wallet:abc' },
  'payment.cancel': { attemptId: 'a-1' },
  'payment.check': { attemptId: 'a-1' },
  'payment.next': { attemptId: 'a-1' },
  'payment.settle': { attemptId: 'a-1', paid: true, who: 'Maria', why: 'Seen on her phone', confirmed: true },
  'counter.take-over': { confirmed: false },
  'counter.try-again': null,
  'counter.unpair': { confirmed: true },
  'pairing.read': null,
  'pairing.counters': null,
  'pairing.where': where,
  'pairing.keys': { clientId: 'merchant-1', clientSecret: 'typed' },
  'pairing.create': { name: 'Till 2', location: '', currency: 'USD' },
  'pairing.take-over': { counterId: 'c-1', clientSecret: null, currency: 'EUR' },
  'pairing.choose': { choice: 'qr-only' },
  'pairing.again': null,
  'pairing.back': null,
  'pairing.finish': null,
  'late.keep': { attemptId: 'a-1', confirmed: true },
  'late.show': null,
  'phone.read': null,
  'phone.pay': { walletId: 'w-1', code: 'fex:pay:1' },
  'phone.approve': { intentId: 'i-1' },
  'phone.decline': { intentId: 'i-1' },
  'phone.fund': { walletId: 'w-1', empty: true },
  'phone.point': { walletId: 'w-1' },
};

const done = { ok: true } as const;

export const sampleResults: { [N in CallName]: CallResult<N> } = {
  'app.mode': { mode: 'pairing', preferences },
  'app.snapshot': sampleSnapshot,
  'app.painted': null,
  'preferences.change': done,
  'payment.charge': done,
  'payment.scan': { ok: false, failure: 'wallet-code-empty' },
  'payment.cancel': done,
  'payment.check': done,
  'payment.next': done,
  'payment.settle': done,
  'counter.take-over': { ok: false, failure: 'not-confirmed' },
  'counter.try-again': { ok: false, failure: 'offline' },
  'counter.unpair': { ok: false, failure: 'keychain-closed' },
  'pairing.read': samplePairing,
  'pairing.counters': [{ id: 'c-1', name: 'Till 1', location: null, active: false }],
  'pairing.where': done,
  'pairing.keys': done,
  'pairing.create': done,
  'pairing.take-over': { ok: false, failure: 'busy' },
  'pairing.choose': done,
  'pairing.again': done,
  'pairing.back': done,
  'pairing.finish': done,
  'late.keep': { ok: false, failure: 'needs-manager' },
  'late.show': done,
  'phone.read': { wallets: [], approvals: [] },
  'phone.pay': { ok: false, failure: 'phone-refused', detail: 'no funds' },
  'phone.approve': done,
  'phone.decline': done,
  'phone.fund': done,
  'phone.point': done,
};

export const sampleEvents: { [N in EventName]: EventBody<N> } = {
  'app.reopened': null,
  'payment.changed': {
    payment: { kind: 'idle' },
    lastSale: null,
    lateCount: 0,
    unsettled: [
      {
        ...{ attemptId: 'a-1', reference: 'R-1', flow: 'reverse', amountMinor: 1, currency: 'EUR' },
        ...{ slip: 12, sentAtMs: 1, releasedAtMs: 2, chargeableUntilMs: 3, rebuilt: false },
      },
    ],
    serverNowMs: 1,
  },
  'connection.changed': { connection, serverNowMs: 1 },
  'counter.changed': { counter: { name: 'Till 1', location: null, merchantName: 'Corner Café' } },
  'halt.changed': { halt: null },
  'recovery.changed': {
    recovery: {
      journal: { kind: 'set-aside', file: '/p/journal.damaged-1.db', said: 'It was no database.' },
      copied: { sign: 'mark-ahead' },
      rebuild: { state: 'whole', backToMs: 1, count: 0, sales: [], unreadable: 0 },
      canConfirm: true,
    },
  },
  'pairing.changed': samplePairing,
  'preferences.changed': { preferences },
  'phone.changed': null,
};
