import { useEffect } from 'react';
import { Bands } from './components/bands.tsx';
import { PhoneDrawer } from './components/phone-drawer.tsx';
import { Sheets } from './components/sheets.tsx';
import { useFirstPaint } from './hooks/use-first-paint.ts';
import { fieldOf } from './screens/field-of.ts';
import { PaymentScreen } from './screens/payment-screen.tsx';
import { useSounds } from './sound/use-sounds.ts';
import { useSnapshot } from './stores/counter-store.ts';
import { useTill } from './stores/till-store.ts';
import { setLanguage } from './text/i18n.ts';

/** The window: what is true everywhere (bands, edge), one screen, and what lies over it. */
export function App() {
  const snapshot = useSnapshot();
  const { environment, payment, preferences, hasPhone } = snapshot;
  const phoneOpen = useTill((state) => state.phoneOpen);
  useEffect(() => setLanguage(preferences.language), [preferences.language]);
  useSounds();
  useFirstPaint();
  const bands = (environment === 'live' ? 0 : 1) + (isTroubled(snapshot) ? 1 : 0);
  return (
    <div
      className="app"
      data-environment={environment}
      data-field={fieldOf(payment)}
      data-bands={bands}
      data-phone={hasPhone && phoneOpen ? '' : undefined}
    >
      <Bands />
      <PaymentScreen payment={payment} />
      {hasPhone && phoneOpen ? <PhoneDrawer /> : null}
      <Sheets />
    </div>
  );
}

function isTroubled({ halt, connection }: ReturnType<typeof useSnapshot>): boolean {
  return halt !== null || connection.state === 'offline';
}
