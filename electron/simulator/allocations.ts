import { newUuid } from './ids.ts';
import type { Sim } from './sim.ts';
import type { AllocationRecord, Draw, IntentRecord, WalletRecord } from './state.ts';

export interface Purse {
  /** Money of the currency in the wallet that has not expired. */
  readonly totalMinor: number;
  /** The part of it that may be spent at the merchant. */
  readonly hereMinor: number;
}

function usable(sim: Sim, bucket: AllocationRecord, currency: string): boolean {
  return (
    bucket.currency === currency && (bucket.expiresAtMs === null || bucket.expiresAtMs > sim.clock.nowMs())
  );
}

function spendableAt(bucket: AllocationRecord, merchantId: string): boolean {
  return bucket.merchantIds === null || bucket.merchantIds.includes(merchantId);
}

export function purseOf(sim: Sim, wallet: WalletRecord, merchantId: string, currency: string): Purse {
  const live = wallet.allocations.filter((bucket) => usable(sim, bucket, currency));
  const sum = (buckets: readonly AllocationRecord[]) =>
    buckets.reduce((total, { amountMinor }) => total + amountMinor, 0);
  return { totalMinor: sum(live), hereMinor: sum(live.filter((bucket) => spendableAt(bucket, merchantId))) };
}

/**
 * Takes the amount from the most restrictive buckets first (FEX docs: allocations): fewest merchants, then soonest
 * expiry, then the order they were made in. Null, and nothing taken, when it is not all there.
 */
export function draw(
  sim: Sim,
  wallet: WalletRecord,
  merchantId: string,
  amountMinor: number,
  currency: string,
): Draw[] | null {
  if (purseOf(sim, wallet, merchantId, currency).hereMinor < amountMinor) return null;
  const buckets = wallet.allocations
    .filter((bucket) => usable(sim, bucket, currency) && spendableAt(bucket, merchantId))
    .sort(
      (a, b) =>
        compare(a.merchantIds?.length, b.merchantIds?.length) || compare(a.expiresAtMs, b.expiresAtMs),
    );
  const draws: Draw[] = [];
  let missing = amountMinor;
  for (const bucket of buckets) {
    const part = Math.min(missing, bucket.amountMinor);
    if (part === 0) continue;
    bucket.amountMinor -= part;
    missing -= part;
    draws.push({ allocationId: bucket.allocationId, amountMinor: part });
  }
  return draws;
}

/** No restriction at all comes last. */
function compare(a: number | null | undefined, b: number | null | undefined): number {
  const left = a ?? Number.POSITIVE_INFINITY;
  const right = b ?? Number.POSITIVE_INFINITY;
  return left === right ? 0 : left - right;
}

/** A refund goes back into the buckets that paid; where one is gone, into a new free one. FEX says nothing on this. */
export function giveBack(sim: Sim, intent: IntentRecord): void {
  const wallet = intent.completedBy === null ? undefined : sim.state.wallets.get(intent.completedBy);
  if (wallet === undefined) return;
  for (const { allocationId, amountMinor } of intent.draws) {
    const bucket = wallet.allocations.find((one) => one.allocationId === allocationId);
    if (bucket !== undefined) bucket.amountMinor += amountMinor;
    else {
      const { currency } = intent;
      const free = { merchantIds: null, expiresAtMs: null };
      wallet.allocations.push({
        allocationId: newUuid(sim.random),
        name: 'Refund',
        amountMinor,
        currency,
        ...free,
      });
    }
  }
  intent.draws = [];
}
