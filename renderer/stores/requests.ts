import type { CallArgs, CallName, CallResult } from '../../shared/contract.ts';
import type { Done } from '../../shared/failures.ts';
import type { PaymentView } from '../../shared/payment-view.ts';
import type { PersonView } from '../../shared/staff.ts';
import { isMeant } from '../logic/amount-entry.ts';
import { counter } from './counter-link.ts';
import { useCounter } from './counter-store.ts';
import { type Approving, till, useTill } from './till-store.ts';

type DoneCall = { [N in CallName]: CallResult<N> extends Done ? N : never }[CallName];

/** What a manager has to approve first, over the cashier's shoulder; done in the name of who put in the PIN. */
let waiting: ((approver: PersonView) => Promise<unknown>) | null = null;

function canApprove(name: CallName): boolean {
  const people = useCounter.getState().snapshot?.staff.people ?? [];
  return name !== 'staff.approve' && people.some(({ role }) => role === 'manager');
}

/** A manager approved: what was asked for is asked again. */
export async function askApproved(approver: PersonView): Promise<void> {
  const again = waiting;
  waiting = null;
  till.closeApproval();
  await again?.(approver);
}

/** A sale somebody decides about: on the screen, or released. */
function saleOf(args: unknown): Approving['sale'] {
  const attemptId = (args as { attemptId?: string } | null)?.attemptId;
  const snapshot = useCounter.getState().snapshot;
  if (attemptId === undefined || snapshot === null) return null;
  const { payment, unsettled } = snapshot;
  if (payment.kind !== 'idle' && payment.attemptId === attemptId) return payment;
  return unsettled.find((one) => one.attemptId === attemptId) ?? null;
}

/** Which payment is on the screen, and how. */
const screenNow = () => useCounter.getState().snapshot?.payment ?? null;

function isOpenNow(before: PaymentView | null): boolean {
  const now = screenNow();
  if (before === null || now === null || before.kind === 'idle') return true;
  return now.kind === before.kind && now.attemptId === before.attemptId;
}

/** Asks the counter and says in words what it would not do. Never throws: a button has nobody to tell. */
export async function ask<N extends DoneCall>(name: N, args: CallArgs<N>): Promise<Done | null> {
  const screen = screenNow();
  try {
    const done = (await counter().call(name, args)) as Done;
    if (!done.ok && done.failure === 'needs-manager' && canApprove(name)) {
      // The sheet that asked stays underneath in mind: it is done once a manager put in a PIN.
      waiting = (approver) => ask(name, name === 'payment.settle' ? { ...args, who: approver.name } : args);
      till.openApproval({ call: name, sale: saleOf(args) });
      return done;
    }
    // A refusal about a screen that is gone would be read as one about this screen.
    if (isOpenNow(screen)) till.say(done);
    return done;
  } catch (error) {
    console.error(error);
    till.sayRefused();
    return null;
  }
}

/** A reply that got lost must not leave the buttons dead; behind the bridge a second payment is refused. */
const longestAskMs = 20_000;

/** One request at a time for everything that starts or leaves a payment. Tells whether it was done. */
async function once(run: () => Promise<boolean>): Promise<boolean> {
  if (useTill.getState().asking) return false;
  till.setAsking(true);
  till.hush();
  const giveUp = setTimeout(() => till.setAsking(false), longestAskMs);
  try {
    return await run();
  } finally {
    clearTimeout(giveUp);
    till.setAsking(false);
  }
}

async function isDone(answer: Promise<Done | null>): Promise<boolean> {
  return (await answer)?.ok === true;
}

/** Whether charging can be asked for now; the counter decides, this only keeps a resting button at rest. */
export function canAsk(): boolean {
  const snapshot = useCounter.getState().snapshot;
  return snapshot !== null && snapshot.halt === null && snapshot.connection.state !== 'offline';
}

export function charge(amountMinor: number, note: string | null): Promise<boolean> {
  // What is wrong with the amount is said where it stands.
  if (!canAsk() || !isMeant(useTill.getState().entry)) return Promise.resolve(false);
  if (amountMinor === 0) {
    till.say({ ok: false, failure: 'amount-zero' });
    return Promise.resolve(false);
  }
  return once(() => startSale({ amountMinor, note, walletCode: null, again: null }));
}

interface NewSale {
  amountMinor: number;
  note: string | null;
  walletCode: string | null;
  /** Another try for this sale, which was not charged. */
  again: string | null;
}

/** Starts a sale; where it looks like one that is not settled, a person is asked first. */
async function startSale(sale: NewSale, confirmed = false): Promise<boolean> {
  const { amountMinor, note, walletCode, again } = sale;
  const besides = { ...(again === null ? {} : { again }), ...(confirmed ? { confirmed } : {}) };
  const done = await (walletCode === null
    ? ask('payment.charge', { amountMinor, note, ...besides })
    : ask('payment.scan', { amountMinor, note, walletCode, ...besides }));
  if (done?.ok === false && done.failure === 'same-as-released')
    till.askWhetherSame({ ...sale, sentAtMs: Number(done.detail) });
  return done?.ok === true;
}

/** Said on the sheet: it is another sale. */
export function chargeAnother(sale: NewSale): Promise<boolean> {
  return once(() => startSale(sale, true));
}

/** Sends a wallet code; on failure the field is emptied, ready for the next reading. */
export function sendScan(amountMinor: number, note: string | null, walletCode: string): Promise<boolean> {
  return once(async () => {
    const done = await startSale({ amountMinor, note, walletCode, again: useTill.getState().again });
    if (!done) till.setWalletCode('');
    return done;
  });
}

type Sale = Exclude<PaymentView, { kind: 'idle' }>;

export function nextSale({ attemptId }: Sale): Promise<boolean> {
  return once(() => isDone(ask('payment.next', { attemptId })));
}

/** Another try for the same sale by a code on this screen, whichever flow was tried before. */
export function showCode({ amountMinor, note, attemptId }: Sale): Promise<boolean> {
  if (!canAsk()) return Promise.resolve(false);
  return once(() => startSale({ amountMinor, note, walletCode: null, again: attemptId }));
}

/** Another try for the same sale: a new code at once, or its customer's wallet code is read again. */
export function tryAgain(sale: Sale): Promise<boolean> {
  if (!canAsk()) return Promise.resolve(false);
  if (sale.flow === 'standard') return showCode(sale);
  till.scanAgain(sale);
  return Promise.resolve(true);
}
