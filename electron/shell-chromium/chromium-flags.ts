/** Chromium's command line, one row per reason. Pure, so that a test can read it. */
export interface FlagOptions {
  userData: string;
  kiosk: boolean;
  windowSize: { width: number; height: number } | 'full-screen';
  /** Null: no port, only the pipe. */
  devtoolsPort: number | null;
  hasGpu: boolean;
  sandbox: boolean;
  /** Host of the dev server that may be reached, or null. */
  devHost: string | null;
  /** Further switches, for tests (a made-up camera). */
  extra: readonly string[];
}

export function chromiumFlags(options: FlagOptions): string[] {
  const { windowSize } = options;
  return [
    // The pipe carries everything; it ends with us, and Chromium with it.
    '--remote-debugging-pipe',
    ...(options.devtoolsPort === null ? [] : [`--remote-debugging-port=${options.devtoolsPort}`]),
    `--user-data-dir=${options.userData}`,
    // A data page makes a real app window; about:blank would make a browser with tabs.
    '--app=data:text/html,',
    ...(options.kiosk ? ['--kiosk'] : []),
    ...(windowSize === 'full-screen'
      ? ['--start-fullscreen']
      : [`--window-size=${windowSize.width},${windowSize.height}`, '--window-position=0,0']),
    // Nothing asks, greets or offers.
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-session-crashed-bubble',
    '--disable-search-engine-choice-screen',
    '--disable-infobars',
    '--disable-prompt-on-repost',
    '--noerrdialogs',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    // Nothing goes out but through us.
    '--disable-background-networking',
    '--disable-breakpad',
    '--disable-client-side-phishing-detection',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--disable-sync',
    '--metrics-recording-only',
    '--no-pings',
    '--no-service-autorun',
    // The name of today, and the one that builds before and beside it know.
    '--webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    // A proxy that is not there, also for this computer's own addresses.
    '--proxy-server=http://127.0.0.1:9',
    `--proxy-bypass-list=${options.devHost === null ? '<-loopback>' : `<-loopback>;${options.devHost}`}`,
    // No second page will ever be wanted in a hurry. Several rows must be one flag: the last one wins.
    '--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication,CertificateTransparencyComponentUpdater,InterestFeedContentSuggestions,DialMediaRouteProvider,GlobalMediaControls,HardwareMediaKeyHandling,AudioServiceOutOfProcess,SpareRendererForSitePerProcess',
    // A till's page works at full speed also when a dialog covers it.
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    '--disable-hang-monitor',
    // Sounds tell the cashier the outcome; they may come without a tap.
    '--autoplay-policy=no-user-gesture-required',
    '--password-store=basic',
    '--use-mock-keychain',
    ...(options.hasGpu ? [] : ['--disable-gpu']),
    ...(options.sandbox ? [] : ['--no-sandbox', '--test-type']),
    ...options.extra,
  ];
}
