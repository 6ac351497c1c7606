import { create } from 'zustand';
import type { CallArgs, CallName } from '../../shared/contract.ts';
import type { Done } from '../../shared/failures.ts';
import type { ListedCounter, PairingView } from '../../shared/pairing.ts';
import type { Language, Preferences } from '../../shared/snapshot.ts';
import type { Bridge } from '../bridge.ts';
import { setLanguage } from '../text/i18n.ts';
import { setTheme } from '../theme.ts';

/** The mirror of the pairing: what the counter program knows of it. No secret is ever in here. */
interface PairingMirror {
  view: PairingView | null;
  counters: readonly ListedCounter[];
  preferences: Preferences | null;
  /** The last request could not even be made. */
  refused: boolean;
}

export const usePairingMirror = create<PairingMirror>(() => ({
  view: null,
  counters: [],
  preferences: null,
  refused: false,
}));

let linked: Bridge | null = null;

export async function linkPairing(bridge: Bridge, preferences: Preferences): Promise<void> {
  linked = bridge;
  bridge.listen('app.reopened', () => window.location.reload());
  bridge.listen('preferences.changed', (body) => takePreferences(body.preferences));
  bridge.listen('pairing.changed', (view) => {
    const before = usePairingMirror.getState().view;
    usePairingMirror.setState({ view });
    if (view.step === 'counter' && before?.step !== 'counter') void readCounters();
  });
  takePreferences(preferences);
  usePairingMirror.setState({ view: await bridge.call('pairing.read', null) });
  await readCounters();
}

function takePreferences(preferences: Preferences): void {
  usePairingMirror.setState({ preferences });
  setLanguage(preferences.language);
  setTheme(preferences.theme);
}

async function readCounters(): Promise<void> {
  const counters = await linked?.call('pairing.counters', null);
  if (counters !== undefined) usePairingMirror.setState({ counters });
}

type PairingStepCall = Extract<CallName, `pairing.${string}`> | 'preferences.change' | 'app.painted';

/** Asks the counter program; what comes of it shows in the view. Never throws. */
export async function askPairing<N extends PairingStepCall>(
  name: N,
  args: CallArgs<N>,
): Promise<Done | null> {
  try {
    usePairingMirror.setState({ refused: false });
    return ((await linked?.call(name, args)) as Done | null | undefined) ?? null;
  } catch (error) {
    // Its message names the call and never what was typed.
    console.error(error);
    usePairingMirror.setState({ refused: true });
    return null;
  }
}

/** The view, for screens: they are drawn only once it is there. */
export function usePairing(): PairingView {
  const view = usePairingMirror((state) => state.view);
  if (view === null) throw new Error('a screen was drawn before the pairing was read');
  return view;
}

export function useLanguageNow(): Language {
  return usePairingMirror((state) => state.preferences?.language) ?? 'en';
}
