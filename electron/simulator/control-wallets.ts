import type {
  Allocation,
  ApprovalView,
  NewAllocation,
  NewWallet,
  WalletView,
} from '../../shared/sim-control.ts';
import type { SimulatorSettings } from '../../shared/sim-settings.ts';
import { newUuid } from './ids.ts';
import { expireIfDue, openStatuses } from './intent-life.ts';
import type { Sim } from './sim.ts';
import type { AllocationRecord, WalletRecord } from './state.ts';

/** The text of a wallet's code. FEX shows no example of one; the bare id is what scan-payment takes. */
function walletQrText(walletId: string, form: SimulatorSettings['walletQr']): string {
  if (form === 'json') return JSON.stringify({ type: 'wallet', wallet_id: walletId });
  return form === 'uri' ? `fex://wallet?id=${walletId}` : walletId;
}

export function walletView(sim: Sim, wallet: WalletRecord, form = sim.settings.walletQr): WalletView {
  const { walletId, name, allocations } = wallet;
  return { walletId, name, allocations: structuredClone(allocations), qrText: walletQrText(walletId, form) };
}

function newBucket(sim: Sim, wanted: NewAllocation): AllocationRecord {
  return {
    allocationId: newUuid(sim.random),
    name: wanted.name,
    amountMinor: wanted.amountMinor,
    currency: wanted.currency ?? sim.settings.currency,
    merchantIds: wanted.merchantIds ?? null,
    expiresAtMs: wanted.expiresAtMs ?? null,
  };
}

/** Replaces a wallet of the same id. */
export function createWallet(sim: Sim, wanted: NewWallet): WalletView {
  const walletId = wanted.walletId ?? newUuid(sim.random);
  const allocations = (wanted.allocations ?? []).map((one) => newBucket(sim, one));
  const wallet = { walletId, name: wanted.name, allocations };
  sim.state.wallets.set(walletId, wallet);
  sim.changed();
  return walletView(sim, wallet);
}

export function addAllocation(
  sim: Sim,
  wallet: WalletRecord | null,
  wanted: NewAllocation,
): Allocation | null {
  if (wallet === null) return null;
  const bucket = newBucket(sim, wanted);
  wallet.allocations.push(bucket);
  sim.changed();
  return { ...bucket };
}

/** Requests a phone would be showing now. */
export function approvalsOf(sim: Sim, walletId?: string): readonly ApprovalView[] {
  const waiting: ApprovalView[] = [];
  for (const intent of sim.state.intents.values()) {
    if (intent.targetWalletId === null) continue;
    if (walletId !== undefined && intent.targetWalletId !== walletId) continue;
    expireIfDue(sim, intent);
    if (!openStatuses.has(intent.status)) continue;
    waiting.push({
      intentId: intent.id,
      walletId: intent.targetWalletId,
      merchantName: sim.state.merchants.get(intent.merchantId)?.name ?? '',
      amountMinor: intent.amountMinor,
      currency: intent.currency,
      description: intent.description,
      expiresAtMs: intent.expiresAtMs,
    });
  }
  return waiting;
}
