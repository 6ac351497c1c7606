import type { BentIntent, IntentDump, PlantedIntent } from '../../shared/sim-control.ts';
import { addIntent, expireIfDue, setStatus } from './intent-life.ts';
import { simulatorSeed } from './seed.ts';
import type { Sim } from './sim.ts';
import type { IntentRecord } from './state.ts';

export function dumpIntent(sim: Sim, intent: IntentRecord): IntentDump {
  expireIfDue(sim, intent);
  return {
    id: intent.id,
    merchantId: intent.merchantId,
    counterId: intent.counterId,
    flow: intent.flow,
    amountMinor: intent.amountMinor,
    currency: intent.currency,
    status: intent.status,
    reference: intent.reference,
    description: intent.description,
    qrData: intent.qrData,
    targetWalletId: intent.targetWalletId,
    completedBy: intent.completedBy,
    refundStatus: intent.refundStatus,
    refundLedgerTxId: intent.refundLedgerTxId,
    metadata: structuredClone(intent.metadata),
    createdAtMs: intent.createdAtMs,
    expiresAtMs: intent.expiresAtMs,
    updatedAtMs: intent.updatedAtMs,
    completedAtMs: intent.completedAtMs,
    completedAtWallMs: intent.completedAtWallMs,
  };
}

/** An intent as if someone else had made it; its `created_at` may lie in the past. */
export function plantIntent(sim: Sim, planted: PlantedIntent): IntentDump {
  const { merchant, counter } = simulatorSeed;
  const intent = addIntent(
    sim,
    {
      amountMinor: planted.amountMinor,
      currency: planted.currency ?? sim.settings.currency,
      merchantId: planted.merchantId ?? merchant.merchantId,
      counterId: planted.counterId === undefined ? counter.counterId : planted.counterId,
      reference: planted.reference ?? null,
      description: null,
      callbackUrl: null,
      metadata: planted.metadata ?? {},
      expiresInS: planted.expiresInS ?? 1800,
      targetWalletId: null,
    },
    planted.createdAtMs,
  );
  if (planted.status !== undefined) setStatus(sim, intent, planted.status);
  sim.changed();
  return dumpIntent(sim, intent);
}

/** Writes fields by hand, without webhooks or ledger rows; null when the intent is unknown. */
export function bendIntent(sim: Sim, intentId: string, fields: BentIntent): IntentDump | null {
  const intent = sim.state.intents.get(intentId);
  if (intent === undefined) return null;
  const { status, ...others } = fields;
  Object.assign(intent, others);
  if (status !== undefined) setStatus(sim, intent, status);
  sim.changed();
  return dumpIntent(sim, intent);
}
