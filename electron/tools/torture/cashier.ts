import { setTimeout as pause } from 'node:timers/promises';
import type { CallArgs, CallName, CallResult } from '../../../shared/contract.ts';
import type { PaymentView } from '../../../shared/payment-view.ts';
import type { HaltView } from '../../../shared/snapshot.ts';
import type { Dice } from '../simulate/dice.ts';
import type { Till } from './till.ts';

/** Who stands at the till, the manager beside them: what they press, by chance. */
export interface CashierOptions {
  dice: Dice;
  /** Codes of the customers' wallets. */
  walletCodes: readonly string[];
  /** Only brings to an end what is open. */
  closing?: boolean;
  /** Hears every press that changes something, before it is made. */
  pressing?: (name: CallName) => void;
  /** Hears why a charge was refused where the counter takes none at all. */
  stopped?: (reason: HaltView['reason']) => void;
  counts: Map<string, number>;
}

/** Works until the counter is gone or `until` says so. */
export async function work(till: Till, options: CashierOptions, until: () => boolean): Promise<void> {
  const { dice, counts } = options;
  const page = await till.ready.catch(() => null);
  if (page === null) return;

  /** False where it was refused, or the counter went away over it. */
  async function press<N extends 'payment.charge' | 'payment.scan' | 'payment.cancel' | 'payment.next'>(
    name: N | CallName,
    args: unknown,
  ): Promise<boolean> {
    options.pressing?.(name as CallName);
    try {
      const answer = (await page?.call(name as N, args as CallArgs<N>)) as CallResult<'payment.charge'>;
      if (answer.ok) counts.set(name, (counts.get(name) ?? 0) + 1);
      if (!answer.ok && answer.failure === 'same-as-released') {
        return press(name, { ...(args as object), confirmed: true });
      }
      if (!answer.ok && answer.failure === 'charging-stopped') {
        const { halt } = (await page?.call('app.snapshot', null)) ?? {};
        if (halt) options.stopped?.(halt.reason);
        if (halt?.reason === 'copied-or-restored') await press('counter.take-over', { confirmed: true });
      }
      return answer.ok;
    } catch (error) {
      // A refused call is a mistake of ours; a counter that was killed answers nothing.
      if (till.isAlive() && !String(error).includes('is gone')) throw error;
      return false;
    }
  }

  async function ring(again?: string): Promise<boolean> {
    const sale = { amountMinor: dice.whole(1, 99_999), note: null, ...(again ? { again } : {}) };
    const walletCode = dice.pick(options.walletCodes);
    if (dice.chance(0.5)) {
      const first = press('payment.scan', { ...sale, walletCode });
      // A scanner that reads twice.
      if (dice.chance(0.1)) void press('payment.scan', { ...sale, walletCode });
      return first;
    }
    return press('payment.charge', sale);
  }

  async function attend(view: PaymentView): Promise<void> {
    if (view.kind === 'idle') {
      if (!options.closing) await ring();
      return;
    }
    const { attemptId } = view;
    switch (view.kind) {
      case 'sending':
      case 'cancelling':
        if (dice.chance(0.03)) await press('payment.cancel', { attemptId });
        return;
      case 'showing-qr':
      case 'waiting-for-approval':
        if (options.closing || dice.chance(0.08)) await press('payment.cancel', { attemptId });
        return;
      case 'unknown':
        if (view.canSettle && dice.chance(0.5)) {
          const why = 'The customer showed the phone.';
          const paid = dice.chance(0.5);
          await press('payment.settle', { attemptId, paid, who: 'Grace', why, confirmed: true });
        } else if (options.closing ? dice.chance(0.2) : !waits(attemptId) && dice.chance(0.1)) {
          await press('payment.next', { attemptId });
        } else if (dice.chance(0.3)) await press('payment.check', { attemptId });
        return;
      case 'not-charged':
        if (!options.closing && dice.chance(0.3) && (await ring(attemptId))) return;
        await press('payment.next', { attemptId });
        return;
      case 'mismatch':
        if (dice.chance(0.6)) await press('late.seen', { attemptId, confirmed: true });
        else await press('payment.next', { attemptId });
        return;
      case 'paid-late':
        if (dice.chance(0.6)) await press('late.keep', { attemptId, confirmed: true });
        else await press('payment.next', { attemptId });
        return;
      default:
        await press('payment.next', { attemptId });
    }
  }

  while (till.isAlive() && !until()) {
    const view = till.view();
    if (view !== null) await attend(view);
    await pause(dice.whole(5, 30));
  }
}

/** Every second customer waits with the cashier for an answer, instead of leaving the sale to be watched. */
function waits(attemptId: string): boolean {
  return attemptId.charCodeAt(attemptId.length - 1) % 2 === 0;
}
