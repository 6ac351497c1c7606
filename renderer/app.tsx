import { useEffect } from 'react';
import type { Snapshot } from '../shared/snapshot.ts';
import { Bands, isTroubleTold } from './components/bands.tsx';
import { PhoneDrawer } from './components/phone-drawer.tsx';
import { Sheets } from './components/sheets.tsx';
import { useScannerSeen } from './diagnostics/use-scanner-seen.ts';
import { useFirstPaint } from './hooks/use-first-paint.ts';
import { useHastyGuard } from './hooks/use-hasty-guard.ts';
import { useWarmReader } from './scan/use-warm-reader.ts';
import { fieldOf } from './screens/field-of.ts';
import { PaymentScreen } from './screens/payment-screen.tsx';
import { useSounds } from './sound/use-sounds.ts';
import { LockScreen } from './staff/lock-screen.tsx';
import { useActivity } from './staff/use-activity.ts';
import { useSnapshot } from './stores/counter-store.ts';
import { useTill } from './stores/till-store.ts';
import { setLanguage } from './text/i18n.ts';

/** The window: what is true everywhere (bands, edge), one screen, and what lies over it. */
export function App() {
  const snapshot = useSnapshot();
  const { environment, payment, preferences, hasPhone, staff } = snapshot;
  const locked = staff.people.length > 0 && staff.signedIn === null && !isOpenPayment(payment.kind);
  const scanning = useTill((state) => state.scanning);
  // Reading the code of another try is neutral ground, whatever became of the first.
  const plain = locked || (scanning && payment.kind === 'not-charged');
  const phoneOpen = useTill((state) => state.phoneOpen);
  useEffect(() => setLanguage(preferences.language), [preferences.language]);
  useSounds();
  useFirstPaint();
  useHastyGuard();
  useScannerSeen();
  useWarmReader(snapshot.canScan && snapshot.camera.on);
  useActivity(staff.signedIn !== null);
  const bands = (environment === 'live' ? 0 : 1) + (isTroubleTold(snapshot) ? 1 : 0);
  return (
    <div
      className="app"
      data-environment={environment}
      data-field={fieldOf(plain ? { kind: 'idle' } : payment)}
      data-bands={bands}
      data-phone={hasPhone && phoneOpen ? '' : undefined}
    >
      <Bands />
      {locked ? <LockScreen /> : <PaymentScreen payment={payment} />}
      {hasPhone && phoneOpen ? <PhoneDrawer /> : null}
      <Sheets />
    </div>
  );
}

/** What is open is shown, whoever is signed in: it must not be hidden behind a lock. */
function isOpenPayment(kind: Snapshot['payment']['kind']): boolean {
  return kind !== 'idle';
}
