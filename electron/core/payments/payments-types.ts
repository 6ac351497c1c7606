import type { CallArgs } from '../../../shared/contract.ts';
import type { Done } from '../../../shared/failures.ts';
import type {
  Flow,
  LastSale,
  PaymentView,
  SettledSlip,
  UnsettledSale,
} from '../../../shared/payment-view.ts';
import type { TokenSource } from '../auth/token-source.ts';
import type { FexClient, Read } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Clock, Hasher, Journal, Log, QrCodec, Random } from '../ports.ts';
import type { Installation } from '../settings/installation.ts';
import type { Approve } from '../staff/approve.ts';
import type { Watcher } from '../updates/watcher.ts';
import type { Halts } from './halts.ts';
import type { Looker } from './looker.ts';
import type { Rebuild } from './rebuild.ts';
import type { SaleRequest } from './sale-request.ts';
import type { SettledSlipStore } from './settled-slips.ts';

/** Runs the payment machine: one event at a time, the journal before every effect, the screen after. */
export interface Payments {
  view(): PaymentView;
  lastSale(): LastSale | null;
  /** A refund is decided and neither done nor withdrawn. */
  hasOpenRefund(): boolean;
  /** How many payments came for closed sales and wait for a manager. */
  lateCount(): number;
  /** Released sales that nothing has settled. */
  unsettled(): UnsettledSale[];
  settledSlips(): SettledSlip[];
  /** What FEX's lists tell of sales whose rows are lost. */
  readonly rebuild: Pick<Rebuild, 'begin' | 'isDone' | 'view'>;
  /** The one reader of FEX’s list. */
  readonly looker: Pick<Looker, 'all'>;
  /** Takes up what was open when the counter stopped. */
  start(): Promise<void>;
  charge(request: SaleRequest): Promise<Done>;
  scan(request: SaleRequest & { walletCode: string }): Promise<Done>;
  cancel(attemptId: string): Promise<Done>;
  check(attemptId: string): Promise<Done>;
  next(attemptId: string): Promise<Done>;
  /** A manager keeps the money that came late. */
  keepLate(attemptId: string, confirmed: boolean): Promise<Done>;
  /** A manager gives it back. */
  refundLate(attemptId: string, confirmed: boolean): Promise<Done>;
  withdrawRefund(attemptId: string, confirmed: boolean): Promise<Done>;
  /** A manager has a refund that failed sent again. */
  refundAgain(attemptId: string, confirmed: boolean): Promise<Done>;
  lookAtRefund(attemptId: string): Promise<Done>;
  /** A manager has seen a wrong amount. */
  seeLate(attemptId: string, confirmed: boolean): Promise<Done>;
  /** A manager says what became of an unknown payment that nobody can be charged for any more. */
  settle(request: CallArgs<'payment.settle'>): Promise<Done>;
  /** Shows again what was put aside for the manager. */
  showLate(): Promise<Done>;
  /**
   * Does what ends this till's keys, in turn with everything else, unless something is open that only they can
   * follow: a payment on the screen, a refund, or an unsettled sale of which FEX has shown no id yet.
   */
  unlessOpen(work: () => Promise<Done>): Promise<Done>;
  /** FEX stopped answering. */
  wentOffline(): void;
  /** FEX answers, but not about this intent: nobody can watch it. */
  wentSilent(intentId: string): void;
  /** FEX answers again. */
  cameOnline(): void;
  /** FEX told its time, after it was not known. */
  timeIsSure(): void;
  /** This computer slept for so long, perhaps with a request under way. */
  slept(byMs: number): void;
  heardRead(intentId: string, read: Read<Intent>): void;
  /** A read of an intent nobody watched, prompted by a webhook. */
  heardIntent(intent: Intent): void;
  /** The reference of the open payment while its id is unknown. */
  sought(): string | null;
  dispose(): Promise<void>;
}

export interface PaymentsOptions {
  clock: Clock;
  serverClock: ServerClock;
  random: Random;
  hasher: Hasher;
  journal: Journal;
  qr: QrCodec;
  log: Log;
  tokens: TokenSource;
  /** Where another token than the counter's own has to ask a customer's phone. */
  scanTokens?: TokenSource;
  fex: FexClient;
  watcher: Watcher;
  halts: Halts;
  /** False while this till may be a copy of another. */
  maySend(): boolean;
  counterId: string;
  currency: string;
  tag: string;
  installation: Installation;
  /** A row at FEX that this till cannot have made, or not in a past its journal knows. */
  onForeign(reference: string): void;
  /** The number of the sale released last, kept outside the journal: a customer may hold a slip of a lost one. */
  slips: { last(): number; took(slip: number): void; settled: SettledSlipStore };
  /** Whether charging waits for a manager because of the record or of a copy. */
  isRecovering(): boolean;
  /** What was rebuilt changed. */
  onRebuilt(): void;
  digestKey: string;
  capMinor: number;
  expiresInS: Readonly<Record<Flow, number>>;
  approve: Approve;
  /** Money that comes for a closed sale is refunded once without a manager. */
  refundLateByItself: boolean;
  isOffline(): boolean;
  onChange(): void;
  onMerchantName(name: string): void;
  onPaid(intentId: string): void;
}
