import { describe, expect, test } from 'vitest';
import type { Intent } from '../../electron/core/net/intent.ts';
import type { LedgerEntry } from '../../electron/core/net/ledger.ts';
import type { StoredRow } from '../../electron/core/ports.ts';
import { storyOf } from '../../electron/core/reports/attempt-story.ts';
import { type BooksContext, compareBooks } from '../../electron/core/reports/compare-books.ts';
import { hour, minute } from '../fakes/times.ts';

/** The comparison alone, on rows that are made up: what differs is found, and nothing else is. */

const sentAtMs = 1_800_000_000_000;
const context: BooksContext = {
  till: { tag: 'ABCDEF', installationId: '1111111111', sinceMs: sentAtMs - 100 * hour, retired: [] },
  counterId: 'C1',
  nowMs: sentAtMs + 30 * hour,
  ledgerFromMs: sentAtMs - 50 * hour,
  unread: new Set(),
};
const ulid = (name: string) => name.padStart(26, '0');
const referenceOf = (name: string, installation = '1111111111', tag = 'ABCDEF') =>
  `${tag}-${installation}-${ulid(name)}`;

type Row = [type: string, body?: StoredRow['body']];
let seq = 0;
function attempt(name: string, rows: Row[], open = false, reference = referenceOf(name)) {
  const sent = { amountMinor: 2999, currency: 'USD', sentAtMs, chargeableUntilMs: sentAtMs + 6 * minute };
  const stored = [['attempt.sent', sent] as Row, ...rows].map(([type, body = {}]): StoredRow => {
    seq += 1;
    return {
      ...{ seq, hash: '', type, actor: 'counter', atMs: sentAtMs, serverMs: sentAtMs },
      ...{ saleId: 's', attemptId: ulid(name), reference },
      body: { amountMinor: 2999, currency: 'USD', flow: 'standard', ...body },
    };
  });
  const story = storyOf({ attemptId: ulid(name), open, rows: stored });
  if (story === null) throw new Error('no story');
  return story;
}
const answered = (intentId = 'i1'): Row => ['attempt.answered', { intentId }];
const paid = (intentId = 'i1'): Row => ['outcome.paid', { intentId }];
const notCharged: Row = ['outcome.not-charged', { reason: 'expired' }];

function intent(over: Partial<Intent> = {}): Intent {
  return {
    ...{ id: 'i1', status: 'completed', amountText: '29.99', currency: 'USD', counterId: 'C1' },
    ...{ reference: referenceOf('A'), merchantName: null, qrData: null, qrPng: null },
    ...{ refundStatus: null, refundLedgerTxId: null, isTest: false },
    ...{ createdAtMs: sentAtMs, expiresAtMs: sentAtMs + 5 * minute },
    ...over,
  };
}
function entry(over: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    ...{ transactionId: 't1', type: 'payment', intentId: 'i1', amountText: '29.99', currency: 'USD' },
    createdAtMs: sentAtMs,
    ...over,
  };
}

interface Case {
  says: string;
  attempts?: ReturnType<typeof attempt>[];
  intents?: Intent[];
  ledger?: LedgerEntry[] | null;
  over?: Partial<BooksContext>;
  /** `kind reason`, with a `!` before what stays before the manager. */
  lines: string[];
}

const soldWell = { attempts: [attempt('A', [answered(), paid()])], intents: [intent()] };
const notPaid = [attempt('A', [answered(), notCharged])];
const watched = [attempt('A', [answered(), notCharged], true)];
const soon = { nowMs: sentAtMs + hour };

const cases: Case[] = [
  { says: 'a sale that all three tell of', ...soldWell, ledger: [entry()], lines: ['matched agrees'] },
  { says: 'a sale, where the ledger may not be read', ...soldWell, lines: ['matched agrees'] },
  { says: 'nothing at all', lines: [] },
  {
    says: 'an amount within a millionth of a cent',
    ...soldWell,
    intents: [intent({ amountText: '29.990000000000002' })],
    lines: ['matched agrees'],
  },
  {
    says: 'a request that never left',
    attempts: [attempt('A', [['outcome.not-charged', { reason: 'not-sent' }]])],
    lines: ['matched nothing-sent'],
  },
  {
    says: 'a cancelled sale',
    attempts: notPaid,
    intents: [intent({ status: 'cancelled' })],
    lines: ['matched agrees'],
  },
  { says: 'a payment the record lacks', intents: [intent()], lines: ['!missing-here unexplained'] },
  {
    says: 'a payment the record lacks, from before its id was first used: the record lost it all the same',
    intents: [intent({ createdAtMs: sentAtMs - 200 * hour })],
    lines: ['!missing-here unexplained'],
  },
  {
    says: 'a payment of an id that was given up later, which the record lacks',
    intents: [intent({ reference: referenceOf('A', '0000000000') })],
    over: { till: { ...context.till, retired: [{ id: '0000000000', atMs: sentAtMs + hour }] } },
    lines: ['!missing-here unexplained'],
  },
  {
    says: 'a payment made under an id that was given up before',
    intents: [intent({ reference: referenceOf('A', '0000000000') })],
    over: { till: { ...context.till, retired: [{ id: '0000000000', atMs: sentAtMs - hour }] } },
    lines: ['!foreign unexplained'],
  },
  { says: 'a sale FEX does not have', attempts: soldWell.attempts, lines: ['!missing-there unexplained'] },
  {
    says: 'a sale FEX does not have in its list, and has in its ledger',
    attempts: soldWell.attempts,
    ledger: [entry()],
    lines: ['!missing-there only-in-ledger'],
  },
  {
    says: 'a sale FEX could not be asked for: no difference, and no agreement',
    attempts: soldWell.attempts,
    over: { unread: new Set(['i1']) },
    lines: [],
  },
  {
    says: 'another amount',
    ...soldWell,
    intents: [intent({ amountText: '92.99' })],
    lines: ['!different-amount unexplained'],
  },
  {
    says: 'another amount in the ledger alone',
    ...soldWell,
    ledger: [entry({ amountText: '29.98' })],
    lines: ['!different-amount unexplained'],
  },
  {
    says: 'another amount of a sale that nobody paid',
    attempts: notPaid,
    intents: [intent({ status: 'cancelled', amountText: '92.99' })],
    lines: ['different-amount no-money'],
  },
  {
    says: 'another currency',
    ...soldWell,
    intents: [intent({ currency: 'EUR' })],
    lines: ['!different-currency unexplained'],
  },
  {
    says: 'paid here, expired there',
    ...soldWell,
    intents: [intent({ status: 'expired' })],
    lines: ['!paid-here-not-there unexplained'],
  },
  {
    says: 'paid here and in the list, not in the ledger',
    ...soldWell,
    ledger: [],
    lines: ['!paid-here-not-there not-in-ledger'],
  },
  {
    says: 'paid a moment ago: the ledger may follow',
    ...soldWell,
    ledger: [],
    over: { nowMs: sentAtMs + 8 * minute },
    lines: ['matched agrees'],
  },
  {
    says: 'paid before what was read of the ledger',
    ...soldWell,
    ledger: [],
    over: { ledgerFromMs: sentAtMs + 1 },
    lines: ['matched agrees'],
  },
  {
    says: 'paid there, and nobody asks any more',
    attempts: notPaid,
    intents: [intent()],
    lines: ['!paid-there-not-here unexplained'],
  },
  {
    says: 'paid there, and it is watched',
    attempts: watched,
    intents: [intent()],
    over: soon,
    lines: ['open watched'],
  },
  {
    says: 'paid there, and it was watched for longer than that takes',
    attempts: watched,
    intents: [intent()],
    lines: ['!paid-there-not-here unexplained'],
  },
  {
    says: 'paid in the ledger alone',
    attempts: notPaid,
    intents: [intent({ status: 'expired' })],
    ledger: [entry()],
    lines: ['!paid-there-not-here only-in-ledger'],
  },
  {
    says: 'given back at FEX, and the record does not know',
    ...soldWell,
    intents: [intent({ status: 'refunded' })],
    lines: ['!refunded-there-not-here unexplained'],
  },
  {
    says: 'given back at FEX, told by the ledger’s id alone',
    ...soldWell,
    intents: [intent({ refundLedgerTxId: 't2' })],
    lines: ['!refunded-there-not-here unexplained'],
  },
  {
    says: 'given back at FEX, told by the ledger alone',
    ...soldWell,
    ledger: [entry(), entry({ transactionId: 't2', type: 'refund' })],
    lines: ['!refunded-there-not-here unexplained'],
  },
  {
    says: 'given back, and the record knows',
    attempts: [attempt('A', [answered(), paid(), ['watch.refunded', { intentId: 'i1' }]])],
    intents: [intent({ status: 'refunded' })],
    ledger: [entry(), entry({ transactionId: 't2', type: 'refund' })],
    lines: ['matched agrees'],
  },
  {
    says: 'given back here, and not there',
    attempts: [attempt('A', [answered(), paid(), ['watch.refunded', { intentId: 'i1' }]])],
    intents: [intent()],
    lines: ['!refunded-here-not-there unexplained'],
  },
  ...['refund.decided', 'refund.sent', 'refund.accepted'].map((type) => ({
    says: `a refund that is not over: ${type}`,
    attempts: [attempt('A', [answered(), paid(), [type, { intentId: 'i1' }]])],
    intents: [intent({ status: 'refunded' })],
    lines: ['open watched'],
  })),
  {
    says: 'a refund that is done',
    attempts: [
      attempt('A', [
        answered(),
        paid(),
        ['refund.sent', { intentId: 'i1' }],
        ['refund.done', { intentId: 'i1' }],
      ]),
    ],
    intents: [intent({ status: 'refunded' })],
    ledger: [entry(), entry({ transactionId: 't2', type: 'refund' })],
    lines: ['matched agrees'],
  },
  {
    says: 'a refund that was withdrawn here, and made there',
    attempts: [
      attempt('A', [
        answered(),
        paid(),
        ['refund.decided', { intentId: 'i1' }],
        ['refund.withdrawn', { intentId: 'i1' }],
      ]),
    ],
    intents: [intent({ status: 'refunded' })],
    lines: ['!refunded-there-not-here unexplained'],
  },
  {
    says: 'two paid under one reference',
    ...soldWell,
    intents: [intent(), intent({ id: 'i2' })],
    lines: ['!paid-there-not-here unexplained', '!twice unexplained'],
  },
  {
    says: 'two paid under one reference, and the record tells of both',
    attempts: [attempt('A', [answered(), paid(), ['outcome.paid-late', { intentId: 'i2' }]])],
    intents: [intent(), intent({ id: 'i2' })],
    lines: ['twice known'],
  },
  {
    says: 'a second one that was cancelled',
    ...soldWell,
    intents: [intent(), intent({ id: 'i2', status: 'cancelled' })],
    lines: ['twice no-money'],
  },
  {
    says: 'a second one that still waits for its customer',
    ...soldWell,
    intents: [intent(), intent({ id: 'i2', status: 'pending' })],
    lines: ['!twice unexplained'],
  },
  {
    says: 'one payment booked twice',
    ...soldWell,
    ledger: [entry(), entry({ transactionId: 't2' })],
    lines: ['!twice unexplained'],
  },
  {
    says: 'what somebody made in the dashboard',
    intents: [intent({ reference: 'Invoice 12' }), intent({ id: 'i2', reference: null, counterId: null })],
    lines: ['other-format not-ours', 'other-format not-ours'],
  },
  {
    says: 'another counter’s rows, which are no business of this one',
    intents: [
      intent({ reference: referenceOf('A', '1111111111', 'FEDCBA'), counterId: 'C2' }),
      intent({ id: 'i2', reference: 'Invoice 12', counterId: 'C2' }),
    ],
    lines: [],
  },
  {
    says: 'another till on this counter',
    intents: [intent({ reference: referenceOf('A', '2222222222') })],
    lines: ['!foreign unexplained'],
  },
  {
    says: 'another till on this counter, whose sale was put into the record',
    attempts: [attempt('A', [paid()], true, referenceOf('A', '2222222222'))],
    intents: [intent({ reference: referenceOf('A', '2222222222') })],
    lines: ['!foreign unexplained'],
  },
  {
    says: 'the sale another till made, put into the record, before a manager gave this one its number',
    attempts: [attempt('A', [paid()], true, referenceOf('A', '2222222222'))],
    intents: [intent({ reference: referenceOf('A', '2222222222') })],
    over: { till: { ...context.till, sinceMs: sentAtMs + hour } },
    lines: ['matched agrees'],
  },
  {
    says: 'the till before this one',
    intents: [intent({ reference: referenceOf('A', '2222222222'), createdAtMs: sentAtMs - 200 * hour })],
    lines: ['foreign before-this-till'],
  },
  {
    says: 'our payment on another counter',
    ...soldWell,
    intents: [intent({ counterId: 'C2' })],
    lines: ['!foreign unexplained'],
  },
  {
    says: 'settled by hand as paid, which FEX does not have',
    attempts: [attempt('A', [['outcome.settled-by-hand', { paid: true }]])],
    lines: ['manual by-hand'],
  },
  {
    says: 'settled by hand as paid, and FEX says so too',
    attempts: [attempt('A', [answered(), ['outcome.settled-by-hand', { paid: true }]])],
    intents: [intent()],
    lines: ['manual by-hand'],
  },
  {
    says: 'settled by hand as not paid, and FEX has the money',
    attempts: [attempt('A', [answered(), ['outcome.settled-by-hand', { paid: false }]])],
    intents: [intent()],
    lines: ['!paid-there-not-here unexplained'],
  },
  {
    says: 'a sale on the screen',
    attempts: [attempt('A', [answered()], true)],
    intents: [intent({ status: 'pending' })],
    over: { nowMs: sentAtMs + minute },
    lines: ['open watched'],
  },
  {
    says: 'a released sale that nothing has settled for longer than a day',
    attempts: [attempt('A', [['attempt.released', { slip: 1 }]], true)],
    lines: ['!open unexplained'],
  },
  {
    says: 'a sale FEX does not list yet',
    attempts: [attempt('A', [answered()], true)],
    over: soon,
    lines: ['open watched'],
  },
  {
    says: 'a sale put together again from FEX’s list',
    attempts: [
      attempt('A', [
        ['attempt.rebuilt', { intentId: 'i1' }],
        ['outcome.paid', { intentId: 'i1', rebuilt: true }],
      ]),
    ],
    intents: [intent()],
    lines: ['matched agrees'],
  },
  {
    says: 'a test payment',
    attempts: [attempt('A', [['test.sent'], answered(), ['test.ended']])],
    intents: [intent({ status: 'cancelled' })],
    lines: ['test test'],
  },
  {
    says: 'a test payment that somebody paid',
    attempts: [attempt('A', [['test.sent'], answered(), ['test.ended']])],
    intents: [intent()],
    lines: ['!paid-there-not-here unexplained'],
  },
  {
    says: 'a payment found by its id alone, its row hides the reference',
    ...soldWell,
    intents: [intent({ reference: null })],
    lines: ['matched agrees'],
  },
];

describe('the books, row by row', () => {
  test.each(cases)('$says', ({ attempts = [], intents = [], ledger = null, over = {}, lines }) => {
    const found = compareBooks(attempts, intents, ledger, { ...context, ...over });
    const said = found.map(({ kind, reason, explained }) => `${explained ? '' : '!'}${kind} ${reason}`);
    expect(said.sort()).toEqual([...lines].sort());
  });

  test('names a difference the same whenever it is found, and two differences not the same', () => {
    const intents = [intent({ amountText: '92.99' }), intent({ id: 'i2' })];
    const keys = () => compareBooks(soldWell.attempts, intents, null, context).map((line) => line.key);
    expect(keys()).toEqual(keys());
    expect(new Set(keys()).size).toBe(3);
  });

  test('tells what is explained until when', () => {
    const [line] = compareBooks(watched, [intent()], null, { ...context, ...soon });
    expect(line?.untilMs).toBe(sentAtMs + 6 * minute + 25 * hour);
  });
});
