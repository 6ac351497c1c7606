import type { FaultPlan } from './faults.ts';
import type { SalePlan } from './plan.ts';
import type { Machine, World } from './world-types.ts';

/** Starts the clocks of a sale's faults that wait for a time and not for a place. */
export function startTimedFaults(world: World, machine: Machine, { faults }: SalePlan): void {
  for (const fault of faults) {
    if (fault.on !== 'time') continue;
    world.timeline.after(fault.afterMs, () => {
      if (world.healed || !strike(world, machine, fault)) return;
      world.count(fault.kind);
      world.note(machine.name, `fault ${fault.id} ${fault.kind} ${fault.ms}`);
    });
  }
}

/** False where there was nothing to strike. */
function strike(world: World, machine: Machine, fault: FaultPlan): boolean {
  const { timeline } = world;
  switch (fault.kind) {
    case 'partition':
      machine.cutOff = fault.id % 2 === 0 ? 'refused' : 'silent';
      world.witness.trouble(machine, fault.ms);
      timeline.after(fault.ms, () => {
        machine.cutOff = 'no';
      });
      return true;
    case 'token-server-down':
      machine.signInDown = true;
      world.witness.trouble(machine, fault.ms);
      timeline.after(fault.ms, () => {
        machine.signInDown = false;
      });
      return true;
    case 'kill-at-a-moment':
      if (machine.life === null) return false;
      machine.kill(fault.ms, fault.id % 2 === 0);
      return true;
    case 'computer-sleeps':
      return machine.sleep(fault.ms);
    case 'flat-battery':
      if (machine.life === null) return false;
      machine.flattenBattery();
      machine.kill(fault.ms, true);
      return true;
    case 'clock-jump':
      machine.jumpClock(fault.ms);
      return true;
    case 'old-webhook-secret': {
      const answer = world.merchant('POST', `/counters/${machine.identity.counterId}/rotate-secret`);
      const { webhook_secret: secret } = answer as { webhook_secret: string };
      world.witness.secret(secret);
      // Until somebody tells the till, FEX signs with a key it does not have.
      timeline.after(fault.ms, () => machine.setWebhookSecret(secret));
      return true;
    }
    case 'profile-restored':
      return machine.life !== null && machine.restore(fault.id, fault.id % 3 === 0, fault.ms);
    case 'profile-cloned':
      void sellAsClone(world, machine.clone());
      return true;
    case 'refunded-elsewhere': {
      const paid = world.engine.control
        .intents()
        .find((one) => one.counterId === machine.identity.counterId && one.status === 'completed');
      if (paid === undefined) return false;
      world.merchant('POST', `/payment-intents/${paid.id}/refund`);
      return true;
    }
    default:
      return false;
  }
}

/** Somebody tries to sell at the copy, and sends it back: no manager is there to confirm it. */
async function sellAsClone(world: World, clone: Machine): Promise<void> {
  for (let tries = 0; tries < 6; tries += 1) {
    await world.timeline.sleep(10_000);
    const { view } = clone;
    if (view !== null && view.kind !== 'idle') {
      await clone.call('payment.next', { attemptId: view.attemptId });
    }
    await clone.call('payment.charge', { amountMinor: 4_200, note: null, confirmed: true });
    await clone.call('payment.scan', { amountMinor: 4_300, note: null, walletCode: world.walletId });
  }
  clone.kill(Number.POSITIVE_INFINITY, true);
}
