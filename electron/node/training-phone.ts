import { type Done, done, failed } from '../../shared/failures.ts';
import type { Phone } from '../../shared/phone.ts';
import type {
  Allocation,
  ApprovalView,
  NewAllocation,
  PayTarget,
  WalletOutcome,
  WalletView,
} from '../../shared/sim-control.ts';
import type { CustomerPhone, QrCodec, QrMatrix } from '../core/ports.ts';

/** What of the simulator's control the customer's phone uses. */
export interface SimulatedCustomers {
  nowMs(): number;
  wallets(): readonly WalletView[];
  pay(walletId: string, target: PayTarget): WalletOutcome;
  approvals(walletId?: string): readonly ApprovalView[];
  approve(walletId: string, intentId: string): WalletOutcome;
  decline(walletId: string, intentId: string): WalletOutcome;
  addAllocation(walletId: string, allocation: NewAllocation): Allocation | null;
  removeAllocation(walletId: string, allocationId: string): boolean;
  subscribe(hear: () => void): () => void;
}

const refillMinor = 50_000;

/** The training counter's customers: wallets of the simulator behind the phone panel. */
export function createTrainingPhone(options: {
  customers: SimulatedCustomers;
  merchantId: string;
  currency: string;
  qr: QrCodec;
}): CustomerPhone {
  const { customers, merchantId, currency, qr } = options;
  const drawn = new Map<string, QrMatrix | null>();

  function picture(code: string): QrMatrix | null {
    const known = drawn.get(code);
    if (known !== undefined) return known;
    const matrix = qr.encode(code, 'M');
    drawn.set(code, matrix);
    return matrix;
  }

  function usable(allocation: Allocation): boolean {
    const here = allocation.merchantIds === null || allocation.merchantIds.includes(merchantId);
    const now = allocation.expiresAtMs === null || allocation.expiresAtMs > customers.nowMs();
    return here && now;
  }

  const sum = (allocations: readonly Allocation[]) =>
    allocations.filter((one) => one.currency === currency).reduce((total, one) => total + one.amountMinor, 0);

  function wallets(): Phone['wallets'] {
    return customers.wallets().flatMap((wallet) => {
      const matrix = picture(wallet.qrText);
      if (matrix === null) return [];
      return [
        {
          walletId: wallet.walletId,
          name: wallet.name.slice(0, 80),
          currency,
          balanceMinor: sum(wallet.allocations),
          spendableMinor: sum(wallet.allocations.filter(usable)),
          code: wallet.qrText,
          qr: matrix,
        },
      ];
    });
  }

  const walletOf = (intentId: string) =>
    customers.approvals().find((one) => one.intentId === intentId)?.walletId ?? null;

  function answer(outcome: WalletOutcome, wanted: WalletOutcome['result']): Done {
    return outcome.result === wanted ? done : failed('phone-refused', outcome.result);
  }

  return {
    async read() {
      const approvals = customers.approvals().slice(0, 50);
      return {
        wallets: wallets().slice(0, 20),
        approvals: approvals.map((one) => ({
          intentId: one.intentId,
          walletId: one.walletId,
          amountMinor: one.amountMinor,
          currency: one.currency,
          merchantName: one.merchantName.slice(0, 200),
          description: one.description?.slice(0, 200) ?? null,
          expiresAtMs: one.expiresAtMs,
        })),
      };
    },
    async pay(walletId, code) {
      return answer(customers.pay(walletId, { qrData: code.trim() }), 'paid');
    },
    async approve(intentId) {
      const walletId = walletOf(intentId);
      if (walletId === null) return failed('phone-refused', 'not-found');
      return answer(customers.approve(walletId, intentId), 'paid');
    },
    async decline(intentId) {
      const walletId = walletOf(intentId);
      if (walletId === null) return failed('phone-refused', 'not-found');
      return answer(customers.decline(walletId, intentId), 'declined');
    },
    async fund(walletId, empty) {
      const wallet = customers.wallets().find((one) => one.walletId === walletId);
      if (!wallet) return failed('phone-refused', 'no-such-wallet');
      if (empty) {
        for (const { allocationId } of wallet.allocations) customers.removeAllocation(walletId, allocationId);
      } else customers.addAllocation(walletId, { name: 'Money', amountMinor: refillMinor, currency });
      return done;
    },
    onChange: (hear) => customers.subscribe(hear),
  };
}
