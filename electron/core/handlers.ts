import type { CallArgs } from '../../shared/contract.ts';
import { type Done, failed } from '../../shared/failures.ts';
import type { GoLiveView } from '../../shared/go-live.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { Handlers } from './bridge-server.ts';
import type { CountersCall } from './counters/management.ts';
import type { PairingCall } from './counters/pairing-counter.ts';
import type { DiagnosticsDesk } from './diagnostics/diagnostics-desk.ts';
import type { Payments } from './payments/payments-types.ts';
import type { CustomerPhone, QrCodec } from './ports.ts';
import type { Books } from './reports/books.ts';
import type { NetworkDesk } from './settings/network-desk.ts';
import type { TransferCall } from './settings/transfer.ts';
import type { StaffCall } from './staff/staff-desk.ts';
import type { News } from './updates/news.ts';

/** Contract name → what it does: the only full list, but for the calls that a part of its own answers. */
export function createHandlers(parts: {
  payments: Payments;
  books: Books;
  network: NetworkDesk;
  diagnostics: DiagnosticsDesk;
  news: News;
  phone: CustomerPhone | null;
  qr: QrCodec;
  snapshot(): Snapshot;
  painted(): void;
  takeOver(confirmed: boolean): Promise<Done>;
  /** False where this counter's key may not scan: then it shows codes only. */
  canScan: boolean;
  pair(): Done;
  tryAgain(): Promise<Done>;
  unpair(confirmed: boolean): Promise<Done>;
  goLive(): Promise<GoLiveView>;
  changePreferences(change: CallArgs<'preferences.change'>): Done;
  chooseCamera(camera: CallArgs<'camera.choose'>): Done;
}): Omit<Handlers, CountersCall | PairingCall | StaffCall | TransferCall> {
  const { payments, books, news, phone, qr } = parts;

  /** The customer's phone exists in training only. */
  async function withPhone(use: (phone: CustomerPhone) => Promise<Done>): Promise<Done> {
    return phone === null ? failed('not-in-training') : use(phone);
  }

  return {
    'app.mode': () => ({ mode: 'counter', preferences: parts.snapshot().preferences }),
    'app.snapshot': () => parts.snapshot(),
    'app.painted': () => {
      parts.painted();
      return null;
    },
    'app.pair': () => parts.pair(),
    'preferences.change': parts.changePreferences,
    'camera.choose': parts.chooseCamera,
    'payment.charge': (request) => payments.charge(request),
    'payment.scan': (request) => (parts.canScan ? payments.scan(request) : failed('qr-only')),
    'payment.cancel': ({ attemptId }) => payments.cancel(attemptId),
    'payment.check': ({ attemptId }) => payments.check(attemptId),
    'payment.next': ({ attemptId }) => payments.next(attemptId),
    'payment.settle': (request) => payments.settle(request),
    'counter.take-over': ({ confirmed }) => parts.takeOver(confirmed),
    'counter.try-again': () => parts.tryAgain(),
    'go-live.read': () => parts.goLive(),
    'counter.unpair': ({ confirmed }) => parts.unpair(confirmed),
    'late.keep': ({ attemptId, confirmed }) => payments.keepLate(attemptId, confirmed),
    'refund.decide': ({ attemptId, confirmed }) => payments.refundLate(attemptId, confirmed),
    'refund.withdraw': ({ attemptId, confirmed }) => payments.withdrawRefund(attemptId, confirmed),
    'refund.again': ({ attemptId, confirmed }) => payments.refundAgain(attemptId, confirmed),
    'refund.look': ({ attemptId }) => payments.lookAtRefund(attemptId),
    'late.seen': ({ attemptId, confirmed }) => payments.seeLate(attemptId, confirmed),
    'late.show': () => payments.showLate(),
    // Whoever stands at the till may ask; who it is nobody has proved.
    'books.check': () => books.check('cashier'),
    'books.stop': () => books.stop(),
    'books.seen': ({ keys, confirmed }) => books.seen(keys, confirmed),
    'diagnostics.read': () => parts.diagnostics.view(),
    'diagnostics.run': () => parts.diagnostics.run(),
    'diagnostics.stop': () => parts.diagnostics.stop(),
    'diagnostics.text': () => ({ text: parts.diagnostics.text() }),
    'scanner.seen': () => {
      parts.diagnostics.scannerSeen();
      return null;
    },
    'camera.seen': () => {
      parts.diagnostics.cameraSeen();
      return null;
    },
    'network.read': () => parts.network.view(),
    'network.save': ({ confirmed, ...setup }) => parts.network.save(setup, confirmed),
    'news.read': () => news.view(),
    'news.save': ({ confirmed, ...setup }) => news.save(setup, confirmed),
    'news.test': () => news.test(),
    'phone.read': async () => (phone === null ? null : phone.read()),
    'phone.pay': ({ walletId, code }) => withPhone((it) => it.pay(walletId, code)),
    'phone.approve': ({ intentId }) => withPhone((it) => it.approve(intentId)),
    'phone.decline': ({ intentId }) => withPhone((it) => it.decline(intentId)),
    'phone.fund': ({ walletId, empty }) => withPhone((it) => it.fund(walletId, empty)),
    'phone.point': ({ walletId }) =>
      withPhone((it) => {
        const view = payments.view();
        if (view.kind !== 'showing-qr') return Promise.resolve(failed('not-possible-now'));
        const code = qr.read(view.qr);
        return code === null ? Promise.resolve(failed('phone-refused')) : it.pay(walletId, code);
      }),
  };
}
