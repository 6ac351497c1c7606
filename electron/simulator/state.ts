/** Everything the simulated FEX knows. Plain data, so that a snapshot is a copy of it. */

export interface MerchantRecord {
  readonly merchantId: string;
  readonly name: string;
  readonly email: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the merchant's money lies in the ledger. */
  readonly accountId: string;
  /** Signs webhooks of intents that have a `callback_url` but no counter. */
  readonly webhookSecret: string;
}

export interface CounterRecord {
  readonly counterId: string;
  readonly merchantId: string;
  name: string;
  location: string | null;
  webhookUrl: string | null;
  status: 'active' | 'inactive';
  readonly clientId: string;
  readonly clientSecret: string;
  webhookSecret: string;
  readonly createdAtMs: number;
  updatedAtMs: number;
}

export interface AllocationRecord {
  readonly allocationId: string;
  readonly name: string;
  amountMinor: number;
  readonly currency: string;
  readonly merchantIds: readonly string[] | null;
  readonly expiresAtMs: number | null;
}

export interface WalletRecord {
  readonly walletId: string;
  readonly name: string;
  readonly allocations: AllocationRecord[];
}

export interface Draw {
  readonly allocationId: string;
  readonly amountMinor: number;
}

export interface IntentRecord {
  readonly id: string;
  /** Order of creation, also within one second. */
  readonly sequence: number;
  readonly merchantId: string;
  counterId: string | null;
  readonly flow: 'standard' | 'scan';
  amountMinor: number;
  currency: string;
  status: string;
  readonly description: string | null;
  reference: string | null;
  readonly callbackUrl: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly qrData: string | null;
  /** Drawn once, when first asked for; never part of a snapshot. */
  qrPng: string | null;
  readonly targetWalletId: string | null;
  completedBy: string | null;
  refundStatus: string | null;
  refundLedgerTxId: string | null;
  readonly createdAtMs: number;
  updatedAtMs: number;
  readonly expiresAtMs: number;
  completedAtMs: number | null;
  completedAtWallMs: number | null;
  /** When an accepted refund reaches the ledger; null when none is on its way. */
  refundDueAtMs: number | null;
  /** Which buckets paid; a refund goes back there. */
  draws: Draw[];
}

export interface LedgerRecord {
  readonly transactionId: string;
  readonly merchantId: string;
  readonly type: 'payment' | 'refund';
  readonly intentId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly fromAccountId: string;
  readonly toAccountId: string;
  readonly description: string;
  readonly createdAtMs: number;
}

export interface SimState {
  sequence: number;
  readonly admin: { readonly clientId: string; readonly clientSecret: string };
  readonly merchants: Map<string, MerchantRecord>;
  readonly counters: Map<string, CounterRecord>;
  readonly wallets: Map<string, WalletRecord>;
  readonly intents: Map<string, IntentRecord>;
  readonly ledger: LedgerRecord[];
}

export function createEmptyState(admin: SimState['admin']): SimState {
  return {
    sequence: 0,
    admin,
    merchants: new Map(),
    counters: new Map(),
    wallets: new Map(),
    intents: new Map(),
    ledger: [],
  };
}
