import type {
  Allocation,
  ApprovalView,
  BentIntent,
  DeliveryAttempt,
  Fault,
  ForgeOrder,
  InstalledFault,
  InstalledWebhookDial,
  IntentDump,
  LedgerRow,
  NewAllocation,
  NewWallet,
  PayTarget,
  PlantedIntent,
  SendEventOrder,
  SimulatorSeed,
  WalletOutcome,
  WalletView,
  WebhookDial,
} from '../../shared/sim-control.ts';
import type { SimulatorSettings } from '../../shared/sim-settings.ts';
import { bendIntent, dumpIntent, plantIntent } from './control-intents.ts';
import { addAllocation, approvalsOf, createWallet, walletView } from './control-wallets.ts';
import { declineByWallet, payByWallet } from './customer.ts';
import type { FaultDial } from './faults.ts';
import { expireIfDue } from './intent-life.ts';
import { simulatorSeed } from './seed.ts';
import { parseSettings } from './settings.ts';
import type { Sim } from './sim.ts';

/** Everything a customer, a tester or a demo can do to the simulator. The HTTP form is `/__sim/…`. */
export interface Control {
  nowMs(): number;
  seed(): SimulatorSeed;
  settings(): SimulatorSettings;
  /** Throws `SettingsError` on an unknown name or value. */
  set(patch: Partial<SimulatorSettings>): SimulatorSettings;

  wallets(): readonly WalletView[];
  wallet(walletId: string): WalletView | null;
  createWallet(wallet: NewWallet): WalletView;
  /** Null when the wallet is unknown. */
  addAllocation(walletId: string, allocation: NewAllocation): Allocation | null;
  removeAllocation(walletId: string, allocationId: string): boolean;
  /** The wallet's code; null when the wallet is unknown. */
  walletQr(walletId: string, form?: SimulatorSettings['walletQr']): string | null;
  pay(walletId: string, target: PayTarget): WalletOutcome;
  /** Requests waiting on a phone; of all wallets when none is named. */
  approvals(walletId?: string): readonly ApprovalView[];
  approve(walletId: string, intentId: string): WalletOutcome;
  decline(walletId: string, intentId: string): WalletOutcome;

  faults(): readonly InstalledFault[];
  addFault(fault: Fault): InstalledFault;
  removeFault(faultId: string): boolean;
  clearFaults(): void;

  webhookDials(): readonly InstalledWebhookDial[];
  addWebhookDial(dial: WebhookDial): InstalledWebhookDial;
  removeWebhookDial(dialId: string): boolean;
  clearWebhookDials(): void;
  /** Every attempt, oldest first; the last 2000. */
  deliveries(): readonly DeliveryAttempt[];
  replayDelivery(deliveryId: string): boolean;
  forgeWebhook(order: ForgeOrder): boolean;
  sendEvent(order: SendEventOrder): boolean;

  /** Newest first. */
  intents(): readonly IntentDump[];
  intent(intentId: string): IntentDump | null;
  plantIntent(intent: PlantedIntent): IntentDump;
  bendIntent(intentId: string, fields: BentIntent): IntentDump | null;
  /** Oldest first. */
  ledger(): readonly LedgerRow[];
  counters(): readonly {
    counterId: string;
    merchantId: string;
    name: string;
    status: string;
    webhookUrl: string | null;
  }[];
  /** Back to the seed and the first settings; faults, dials and logs are gone. */
  reset(): void;
  /** Calls `listener` after every change; the returned function stops it. */
  subscribe(listener: () => void): () => void;
}

export function createControl(
  sim: Sim,
  faults: FaultDial,
  listeners: Set<() => void>,
  reset: () => void,
): Control {
  const walletOf = (walletId: string) => sim.state.wallets.get(walletId) ?? null;

  return {
    nowMs: () => sim.clock.nowMs(),
    seed: () => simulatorSeed,
    settings: () => ({ ...sim.settings }),
    set(patch) {
      sim.settings = { ...sim.settings, ...parseSettings(patch) };
      sim.changed();
      return { ...sim.settings };
    },

    wallets: () => [...sim.state.wallets.values()].map((wallet) => walletView(sim, wallet)),
    wallet: (walletId) => {
      const wallet = walletOf(walletId);
      return wallet === null ? null : walletView(sim, wallet);
    },
    createWallet: (wallet) => createWallet(sim, wallet),
    addAllocation: (walletId, allocation) => addAllocation(sim, walletOf(walletId), allocation),
    removeAllocation(walletId, allocationId) {
      const allocations = walletOf(walletId)?.allocations ?? [];
      const at = allocations.findIndex((one) => one.allocationId === allocationId);
      if (at >= 0) allocations.splice(at, 1);
      if (at >= 0) sim.changed();
      return at >= 0;
    },
    walletQr(walletId, form) {
      const wallet = walletOf(walletId);
      return wallet === null ? null : walletView(sim, wallet, form).qrText;
    },
    pay: (walletId, target) => payByWallet(sim, walletId, target),
    approvals: (walletId) => approvalsOf(sim, walletId),
    approve: (walletId, intentId) => payByWallet(sim, walletId, { intentId }),
    decline: (walletId, intentId) => declineByWallet(sim, walletId, intentId),

    faults: faults.list,
    addFault: faults.add,
    removeFault: faults.remove,
    clearFaults: faults.clear,

    webhookDials: sim.webhooks.dials,
    addWebhookDial: sim.webhooks.addDial,
    removeWebhookDial: sim.webhooks.removeDial,
    clearWebhookDials: sim.webhooks.clearDials,
    deliveries: sim.webhooks.log,
    replayDelivery: sim.webhooks.replay,
    forgeWebhook: sim.webhooks.forge,
    sendEvent: sim.webhooks.sendNow,

    intents: () => [...sim.state.intents.values()].reverse().map((intent) => dumpIntent(sim, intent)),
    intent(intentId) {
      const intent = sim.state.intents.get(intentId);
      if (intent === undefined) return null;
      expireIfDue(sim, intent);
      return dumpIntent(sim, intent);
    },
    plantIntent: (intent) => plantIntent(sim, intent),
    bendIntent: (intentId, fields) => bendIntent(sim, intentId, fields),
    ledger: () => sim.state.ledger.map((row) => ({ ...row })),
    counters: () =>
      [...sim.state.counters.values()].map(({ counterId, merchantId, name, status, webhookUrl }) => ({
        counterId,
        merchantId,
        name,
        status,
        webhookUrl,
      })),
    reset,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
