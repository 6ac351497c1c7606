import { type ReactNode, StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { App } from './app.tsx';
import { BridgeRefused, connectBridge } from './bridge.ts';
import { ErrorBoundary } from './components/error-boundary.tsx';
import { PairingApp } from './pairing/pairing-app.tsx';
import { linkPairing } from './pairing/pairing-store.ts';
import { NoCounter } from './screens/no-counter.tsx';
import { linkCounter } from './stores/counter-link.ts';
import { useCounter } from './stores/counter-store.ts';
import './styles/index.css';
import { setLanguage, startText } from './text/i18n.ts';
import { followTheme } from './theme.ts';

/** Nothing is drawn before the snapshot: a screen that flickers through wrong states is a wrong screen. */
async function start(): Promise<void> {
  startText('en');
  followTheme();
  const place = document.getElementById('root');
  if (place === null) throw new Error('the page has no root');
  const root = createRoot(place);
  try {
    const bridge = await connectBridge();
    const { mode, preferences } = await bridge.call('app.mode', null);
    if (mode === 'pairing') {
      await linkPairing(bridge, preferences);
      draw(root, <PairingApp />);
      return;
    }
    await linkCounter(bridge);
  } catch (error) {
    console.error(error);
    root.render(
      <NoCounter why={error instanceof BridgeRefused && error.code === 'failed' ? error.message : null} />,
    );
    return;
  }
  setLanguage(useCounter.getState().snapshot?.preferences.language ?? 'en');
  draw(root, <App />);
}

function draw(root: Root, app: ReactNode): void {
  root.render(
    <StrictMode>
      <ErrorBoundary>{app}</ErrorBoundary>
    </StrictMode>,
  );
}

void start();
