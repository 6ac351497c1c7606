import type { Done } from '../../../shared/failures.ts';
import type { PaymentView } from '../../../shared/payment-view.ts';
import type { SalePlan } from './plan.ts';
import { startTimedFaults } from './timed-faults.ts';
import type { Machine, SaleRun, World } from './world-types.ts';

const finals = new Set(['paid', 'mismatch', 'refunded', 'settled-by-hand', 'not-charged']);
/** What waits for a manager, and is seen only while nothing else is on the screen. */
const managed = new Set(['paid-late', 'refunding', 'refund-failed']);
const patienceMs = 45 * 60_000;

/** A cashier's day at one till: every sale of the plan, one after the other. Resolves with the sales rung up. */
export async function workTheDay(world: World, machine: Machine, onSale: () => void): Promise<void> {
  for (const plan of world.plan.tills[machine.index]?.sales ?? []) {
    await world.timeline.sleep(plan.thinkMs);
    await leave(world, machine);
    const sale: SaleRun = { plan, passed: new Map(), seen: new Set(), hammered: 0 };
    machine.sale = sale;
    machine.backUp();
    startTimedFaults(world, machine, plan);
    if (!(await tap(world, machine, plan))) continue;
    onSale();
    await attend(world, machine, sale);
  }
}

/** Clears what is on the screen from before. */
export async function leave(world: World, machine: Machine): Promise<void> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const { view } = machine;
    if (view?.kind === 'idle') return;
    if (view !== null && managed.has(view.kind)) await decideLate(world, machine, view, tries);
    else if (view !== null) {
      const { attemptId } = view;
      if (view.kind === 'mismatch') await machine.call('late.seen', { attemptId, confirmed: true });
      await machine.call('payment.next', { attemptId });
    }
    if (machine.view?.kind !== 'idle') await machine.news(3_000);
  }
}

/** Rings the sale up; false where the till would not in ten minutes. */
async function tap(world: World, machine: Machine, plan: SalePlan): Promise<boolean> {
  const { amountMinor, note, flow } = plan;
  let confirmed = false;
  const ring = () =>
    flow === 'standard'
      ? machine.call('payment.charge', { amountMinor, note, confirmed })
      : machine.call('payment.scan', { amountMinor, note, walletCode: world.walletId, confirmed });
  for (let tries = 0; tries < 120; tries += 1) {
    if (machine.view?.kind === 'idle') {
      world.note(machine.name, `sale ${plan.id}: ${flow}, ${amountMinor}`);
      const first = ring();
      if (plan.cashier.scansTwice && tries === 0) {
        world.count('scanned-twice');
        void ring();
      }
      const done = (await first) as Done | null;
      // Dead before it answered: whether it was rung up, the journal knows.
      if (done === null || done.ok) return true;
      world.note(machine.name, `refused: ${done.failure}`);
      if (done.failure === 'charging-stopped') await confirmTill(world, machine);
      // Asked whether it is the sale that was released, the cashier says after a while that it is not.
      confirmed = done.failure === 'same-as-released';
    } else {
      await leave(world, machine);
    }
    await world.timeline.sleep(5_000);
  }
  return false;
}

async function attend(world: World, machine: Machine, sale: SaleRun): Promise<void> {
  const { timeline } = world;
  const { cashier } = sale.plan;
  const untilMs = timeline.nowMs() + patienceMs;
  let shownAt: number | null = null;
  let cancelledAt = Number.NEGATIVE_INFINITY;
  let checkedAt = timeline.nowMs();
  while (timeline.nowMs() < untilMs) {
    const { view } = machine;
    if (view?.kind === 'idle') return;
    if (view !== null) {
      const { attemptId } = view;
      if (cashier.hammers) await hammer(world, machine, sale, attemptId);
      if (managed.has(view.kind)) return;
      if (finals.has(view.kind)) {
        await timeline.sleep(500);
        await machine.call('payment.next', { attemptId });
        if (machine.view?.kind === 'idle') return;
      } else if (view.kind === 'showing-qr' || view.kind === 'waiting-for-approval') {
        shownAt ??= timeline.nowMs();
        const due = cashier.cancelAfterMs !== null && timeline.nowMs() >= shownAt + cashier.cancelAfterMs;
        if (due && timeline.nowMs() >= cancelledAt + 10_000) {
          cancelledAt = timeline.nowMs();
          world.note(machine.name, 'cashier presses Cancel');
          await machine.call('payment.cancel', { attemptId });
        } else if (!due && cashier.cancelAfterMs !== null) {
          await machine.news(shownAt + cashier.cancelAfterMs - timeline.nowMs());
          continue;
        }
      } else if (view.kind === 'unknown') {
        if (cashier.checkEveryMs !== null && timeline.nowMs() >= checkedAt + cashier.checkEveryMs) {
          checkedAt = timeline.nowMs();
          await machine.call('payment.check', { attemptId });
        }
        if (cashier.callsManager) await settleByHand(world, machine, sale);
        if (cashier.releases) await release(world, machine);
      }
    }
    await machine.news(4_000);
  }
}

/** The manager looks at the till and says that only it uses this counter. */
export async function confirmTill(world: World, machine: Machine): Promise<void> {
  const done = (await machine.call('counter.take-over', { confirmed: true })) as Done | null;
  if (done?.ok !== true) return;
  world.note(machine.name, 'manager confirms the till');
  world.witness.allow(machine);
}

/**
 * Money for a closed sale: the manager gives it back or keeps it, now or when it is asked for again. A refund is
 * withdrawn, sent again or put aside; FEX may never end it.
 */
async function decideLate(world: World, machine: Machine, view: PaymentView, tries: number): Promise<void> {
  if (view.kind === 'idle') return;
  const { attemptId } = view;
  const aside = () => machine.call('payment.next', { attemptId });
  const manager = async (call: string) => {
    const done = (await machine.call(call, { attemptId, confirmed: true })) as Done | null;
    if (done?.ok) world.note(machine.name, `manager: ${call} of ${attemptId}`);
    return done?.ok === true;
  };
  const { dice } = machine;
  // What is put aside comes back at the next start, or when somebody asks for it.
  if (tries === 0 && !world.healed && dice.chance(0.3)) return void (await aside());
  switch (view.kind) {
    case 'paid-late':
      if (!world.healed && dice.chance(0.8)) {
        if (await manager('refund.decide')) world.count('late-money-refunded');
      } else if (await manager('late.keep')) world.count('late-money-kept');
      return;
    case 'refunding':
      if (dice.chance(0.3)) await machine.call('refund.look', { attemptId });
      // Pressed twice, and at what cannot be taken back any more, as people do.
      if (dice.chance(0.2)) await manager('refund.withdraw');
      await aside();
      return;
    case 'refund-failed':
      if (view.canSendAgain && !world.healed && dice.chance(0.5)) await manager('refund.again');
      else if (!(await manager('refund.withdraw'))) await aside();
      return;
    default:
  }
}

/** The manager says what became of it, and may be wrong. */
async function settleByHand(world: World, machine: Machine, sale: SaleRun): Promise<void> {
  const { view } = machine;
  if (view?.kind !== 'unknown' || !view.canSettle) return;
  const { attemptId } = view;
  const paid = sale.plan.id % 2 === 0;
  const settlement = {
    attemptId,
    paid,
    who: 'Ada',
    why: 'The customer showed the receipt.',
    confirmed: true,
  };
  const done = (await machine.call('payment.settle', settlement)) as Done | null;
  if (done?.ok !== true) return;
  world.count('settled-by-hand');
  world.note(machine.name, `manager settles ${view.reference}: ${paid ? 'paid' : 'not paid'}`);
}

async function release(world: World, machine: Machine): Promise<void> {
  const { view } = machine;
  if (view?.kind !== 'unknown') return;
  const done = (await machine.call('payment.next', { attemptId: view.attemptId })) as Done | null;
  if (done?.ok !== true) return;
  world.note(machine.name, `cashier released ${view.reference}`);
}

async function hammer(world: World, machine: Machine, sale: SaleRun, attemptId: string): Promise<void> {
  if (sale.hammered >= 4) return;
  sale.hammered += 1;
  if (sale.hammered === 1) world.count('hammering');
  const { amountMinor } = sale.plan;
  const { view } = machine;
  const presses = [
    machine.call('payment.charge', { amountMinor, note: null }),
    machine.call('payment.check', { attemptId }),
    machine.call('payment.scan', { amountMinor, note: null, walletCode: world.walletId }),
  ];
  // Not Cancel each time, or nothing would ever be paid.
  if (sale.plan.id % 3 === 0) presses.push(machine.call('payment.cancel', { attemptId }));
  const next = view?.kind === 'unknown' ? release(world, machine) : Promise.resolve();
  await Promise.all([...presses, next]);
}

/** The customer in front of a code. */
export function customerSees(world: World, machine: Machine, view: PaymentView): void {
  const { sale } = machine;
  if (view.kind !== 'showing-qr' || sale === null || sale.seen.has(view.attemptId)) return;
  sale.seen.add(view.attemptId);
  const text = machine.qrText(view.qr.bits);
  const delayMs = moment(world, sale.plan, view.expiresAtMs);
  if (text === null || delayMs === null) return;
  world.timeline.after(delayMs, () => {
    const { result } = world.engine.control.pay(world.walletId, { qrData: text });
    countMoment(world, sale.plan);
    world.note(machine.name, `customer pays: ${result}`);
  });
}

/** The customer's phone asks. */
export function phoneRings(world: World, machine: Machine, intentId: string): void {
  const { sale } = machine;
  const made = world.engine.control.intent(intentId);
  if (sale === null || made === null) return;
  world.note(machine.name, `phone asks to approve ${intentId}`);
  const { does, ms } = sale.plan.customer;
  if (does === 'declines') {
    world.timeline.after(ms, () => {
      world.engine.control.decline(world.walletId, intentId);
      if (world.plan.settings.declineBecomes === 'nothing') world.count('silent-decline');
    });
    return;
  }
  const delayMs = moment(world, sale.plan, made.expiresAtMs);
  if (delayMs === null) return;
  world.timeline.after(delayMs, () => {
    const { result } = world.engine.control.approve(world.walletId, intentId);
    countMoment(world, sale.plan);
    world.note(machine.name, `customer approves: ${result}`);
  });
}

function moment(world: World, { customer, cashier }: SalePlan, expiresAtMs: number): number | null {
  switch (customer.does) {
    case 'pays':
    case 'at-once':
      return customer.ms;
    case 'pays-around-expiry':
      return Math.max(0, expiresAtMs - world.fexMs() + customer.ms);
    case 'pays-around-cancel':
      return Math.max(0, (cashier.cancelAfterMs ?? 0) + customer.ms);
    case 'declines':
    case 'nothing':
      return null;
  }
}

function countMoment(world: World, { customer, flow }: SalePlan): void {
  if (customer.does === 'pays-around-expiry') world.count('paid-around-expiry');
  if (customer.does === 'pays-around-cancel') world.count('paid-around-cancel');
  // Approved before the till has the answer to its own request: the webhook can come first.
  if (customer.does === 'at-once' && flow === 'reverse') world.count('webhook-early');
}
