import type { PairingView } from '../../shared/pairing.ts';
import { createCounter } from './counter.ts';
import { createPairingCounter } from './counters/pairing-counter.ts';
import type { CounterIdentity, PairingPorts, Ports } from './ports.ts';
import type { CounterForShell } from './shell-port.ts';
import { openInSuccession } from './succession.ts';

/** A profile that was opened: for the counter it holds, or for the pairing that makes it one. */
export type OpenedProfile = { close(): Promise<void> } & (
  | { kind: 'counter'; ports: Ports; identity: CounterIdentity }
  | { kind: 'pairing'; ports: PairingPorts; first: PairingView }
);

/** What a window needs of us: a counter, or first its pairing and then the counter. */
export function openBehindWindow(
  open: () => Promise<OpenedProfile>,
  origins: readonly string[],
): Promise<CounterForShell> {
  return openInSuccession(async (reopen) => {
    const opened = await open();
    if (opened.kind === 'pairing') {
      return withEnd(createPairingCounter(opened.ports, opened.first, origins, reopen), opened.close);
    }
    const counter = await createCounter(opened.ports, opened.identity, origins, reopen);
    await counter.start();
    return withEnd(counter, opened.close);
  }, origins);
}

function withEnd(counter: CounterForShell, close: () => Promise<void>): CounterForShell {
  return {
    bridge: counter.bridge,
    painted: counter.painted,
    onEvent: counter.onEvent,
    ...(counter.wantsPairing !== undefined ? { wantsPairing: counter.wantsPairing } : {}),
    async dispose() {
      await counter.dispose();
      await close();
    },
  };
}
