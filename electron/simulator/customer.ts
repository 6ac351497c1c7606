import type { PayTarget, WalletOutcome, WalletResult } from '../../shared/sim-control.ts';
import { draw, purseOf } from './allocations.ts';
import { isJsonObject } from './body-fields.ts';
import { newId } from './ids.ts';
import { expireIfDue, openStatuses, setStatus } from './intent-life.ts';
import { record } from './ledger.ts';
import type { Sim } from './sim.ts';
import type { IntentRecord, WalletRecord } from './state.ts';

/** The customer pays what they scanned, or confirms a request on their phone. */
export function payByWallet(sim: Sim, walletId: string, target: PayTarget): WalletOutcome {
  const wallet = sim.state.wallets.get(walletId);
  if (wallet === undefined) return outcome('no-such-wallet');
  const intentId = 'intentId' in target ? target.intentId : intentIdIn(target.qrData);
  if (intentId === null) return outcome('unreadable');
  const intent = sim.state.intents.get(intentId);
  if (intent === undefined) return outcome('not-found');
  expireIfDue(sim, intent);
  const obstacle = obstacleTo(sim, wallet, intent);
  if (obstacle !== null) return outcome(obstacle, intent);

  const { merchantId, amountMinor, currency } = intent;
  const draws = draw(sim, wallet, merchantId, amountMinor, currency);
  if (draws === null) {
    const { totalMinor } = purseOf(sim, wallet, merchantId, currency);
    return outcome(totalMinor >= amountMinor ? 'insufficient-here' : 'insufficient', intent);
  }
  intent.draws = draws;
  intent.completedBy = walletId;
  setStatus(sim, intent, 'completed');
  record(sim, intent, 'payment', newId(sim.random, 'ltx', sim.settings.idForm));
  sim.webhooks.emit('payment.completed', intent);
  sim.changed();
  return outcome('paid', intent);
}

/** The customer says no. What FEX does then is not documented; by default nothing until expiry. */
export function declineByWallet(sim: Sim, walletId: string, intentId: string): WalletOutcome {
  const intent = sim.state.intents.get(intentId);
  if (!sim.state.wallets.has(walletId)) return outcome('no-such-wallet');
  if (intent === undefined) return outcome('not-found');
  expireIfDue(sim, intent);
  if (intent.targetWalletId !== walletId) return outcome('not-for-this-wallet', intent);
  if (!openStatuses.has(intent.status)) return outcome('already-final', intent);
  const { declineBecomes, cancelledWebhook } = sim.settings;
  if (declineBecomes !== 'nothing') {
    setStatus(sim, intent, declineBecomes);
    if (cancelledWebhook) sim.webhooks.emit(`payment.${declineBecomes}`, intent);
  }
  return outcome('declined', intent);
}

function outcome(result: WalletResult, intent?: IntentRecord): WalletOutcome {
  return { result, intentId: intent?.id ?? null, status: intent?.status ?? null };
}

function obstacleTo(sim: Sim, wallet: WalletRecord, intent: IntentRecord): WalletResult | null {
  if (intent.targetWalletId !== null && intent.targetWalletId !== wallet.walletId)
    return 'not-for-this-wallet';
  if (!openStatuses.has(intent.status) && intent.status !== 'expired') return 'already-final';
  const inTime = sim.clock.nowMs() < intent.expiresAtMs + sim.settings.payableAfterExpiryMs;
  return inTime ? null : 'expired';
}

/** The intent a scanned code names, in either documented form. */
function intentIdIn(qrData: string): string | null {
  const text = qrData.trim();
  if (text.startsWith('fex://pay')) {
    return URL.canParse(text) ? new URL(text).searchParams.get('intent') : null;
  }
  try {
    const value: unknown = JSON.parse(text);
    const id = isJsonObject(value) ? value.payment_intent_id : null;
    return typeof id === 'string' ? id : null;
  } catch {
    return null;
  }
}
