import type { PaymentView } from '../../shared/payment-view.ts';
import { assertNever } from '../logic/assert-never.ts';
import { useTill } from '../stores/till-store.ts';
import { ApprovalScreen } from './approval-screen.tsx';
import { CancellingScreen } from './cancelling-screen.tsx';
import { KeypadScreen } from './keypad-screen.tsx';
import { MismatchScreen } from './mismatch-screen.tsx';
import { NotChargedScreen } from './not-charged-screen.tsx';
import { PaidLateScreen } from './paid-late-screen.tsx';
import { PaidScreen } from './paid-screen.tsx';
import { QrScreen } from './qr-screen.tsx';
import { RefundFailedScreen } from './refund-failed-screen.tsx';
import { RefundedScreen } from './refunded-screen.tsx';
import { RefundingScreen } from './refunding-screen.tsx';
import { ScanScreen } from './scan-screen.tsx';
import { SendingScreen } from './sending-screen.tsx';
import { SettledScreen } from './settled-screen.tsx';
import { UnknownScreen } from './unknown-screen.tsx';

/** One state, one screen: the only place that turns the payment into a picture. */
export function PaymentScreen({ payment }: { payment: PaymentView }) {
  const scanning = useTill((state) => state.scanning);
  switch (payment.kind) {
    case 'idle':
      return scanning ? <ScanScreen /> : <KeypadScreen />;
    case 'sending':
      return <SendingScreen view={payment} />;
    case 'showing-qr':
      return <QrScreen key={payment.attemptId} view={payment} />;
    case 'waiting-for-approval':
      return <ApprovalScreen view={payment} />;
    case 'cancelling':
      return <CancellingScreen view={payment} />;
    case 'unknown':
      return <UnknownScreen key={payment.attemptId} view={payment} />;
    case 'paid':
      return <PaidScreen view={payment} />;
    case 'mismatch':
      return <MismatchScreen key={payment.attemptId} view={payment} />;
    case 'paid-late':
      return <PaidLateScreen key={payment.attemptId} view={payment} />;
    case 'settled-by-hand':
      return <SettledScreen view={payment} />;
    case 'refunding':
      return <RefundingScreen key={payment.attemptId} view={payment} />;
    case 'refund-failed':
      return <RefundFailedScreen key={payment.attemptId} view={payment} />;
    case 'refunded':
      return <RefundedScreen view={payment} />;
    case 'not-charged':
      return scanning ? <ScanScreen /> : <NotChargedScreen view={payment} />;
    default:
      return assertNever(payment);
  }
}
