import type { PaymentView } from '../../../shared/payment-view.ts';
import { createQrCodec } from '../../node/qr-codec.ts';
import type { Engine } from '../../simulator/engine.ts';
import type { Dice } from '../simulate/dice.ts';

/** Everybody with a wallet: they pay, approve, decline or do nothing, also while the till is dark. */
export interface Customers {
  walletCodes: readonly string[];
  sees(view: PaymentView): void;
  counts: Map<string, number>;
  leave(): void;
}

const lookEveryMs = 40;

export function admitCustomers({ control }: Engine, dice: Dice): Customers {
  const rich = { name: 'Money', amountMinor: 9_000_000_000_000 };
  const wallets = [
    ...['Ada', 'Bela', 'Cleo'].map((name) => control.createWallet({ name, allocations: [rich] })),
    control.createWallet({ name: 'Dora', allocations: [{ name: 'Little', amountMinor: 20_000 }] }),
  ];
  const qr = createQrCodec();
  const counts = new Map<string, number>();
  const timers = new Set<NodeJS.Timeout>();
  const met = new Set<string>();

  function soon(what: string, does: () => void): void {
    // Most are quick; some come when everybody has stopped waiting for them.
    const waitMs = dice.chance(0.1) ? dice.whole(1_000, 4_000) : dice.whole(0, 250);
    const timer = setTimeout(() => {
      timers.delete(timer);
      counts.set(what, (counts.get(what) ?? 0) + 1);
      does();
    }, waitMs);
    timers.add(timer);
  }

  /** Now and then FEX's books say another amount than was asked for, or the money goes back. */
  function meddle(intentId: string): void {
    const intent = control.intent(intentId);
    if (intent?.status === 'completed' && dice.chance(0.03)) {
      soon('refund elsewhere', () => {
        control.bendIntent(intentId, { status: 'refunded' });
        control.sendEvent({ event: 'payment.refunded', intentId });
      });
    }
    if (intent?.status.startsWith('pending') && dice.chance(0.02)) {
      counts.set('wrong amount', (counts.get('wrong amount') ?? 0) + 1);
      control.bendIntent(intentId, { amountMinor: intent.amountMinor + 1 });
    }
  }

  /** A phone asks its owner. */
  const looking = setInterval(() => {
    for (const { walletId, intentId } of control.approvals()) {
      if (met.has(intentId)) continue;
      met.add(intentId);
      if (dice.chance(0.12)) soon('decline', () => control.decline(walletId, intentId));
      else {
        soon('approve', () => {
          meddle(intentId);
          control.approve(walletId, intentId);
          meddle(intentId);
        });
      }
    }
  }, lookEveryMs);

  return {
    walletCodes: wallets.map(({ walletId }) => control.walletQr(walletId) ?? walletId),
    counts,
    sees(view) {
      if (view.kind !== 'showing-qr' || met.has(view.attemptId)) return;
      met.add(view.attemptId);
      const text = qr.read(view.qr);
      if (text === null || dice.chance(0.2)) return;
      const { walletId } = dice.pick(wallets);
      soon('pay', () => {
        const open = control.intents().find(({ reference }) => reference === view.reference);
        if (open) meddle(open.id);
        const { intentId } = control.pay(walletId, { qrData: text });
        if (intentId !== null) meddle(intentId);
      });
    },
    leave() {
      clearInterval(looking);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
