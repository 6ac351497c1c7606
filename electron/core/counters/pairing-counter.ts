import type { CallName } from '../../../shared/contract.ts';
import { type Done, done, failed } from '../../../shared/failures.ts';
import type { PairingView } from '../../../shared/pairing.ts';
import { createBridgeServer, type Handlers } from '../bridge-server.ts';
import { createEvents } from '../events.ts';
import { createServerClock } from '../net/server-clock.ts';
import { type PairingPorts, vaultNames } from '../ports.ts';
import { ownKey } from '../settings/keys.ts';
import { keepPreferences } from '../settings/preferences.ts';
import { createSave } from '../settings/saved.ts';
import type { CounterForShell } from '../shell-port.ts';
import { createPeople } from '../staff/people.ts';
import { createPairing } from './pairing.ts';

/** Calls that only the window of a pairing answers. */
export type PairingCall = Extract<CallName, `pairing.${string}`>;
type Answered = PairingCall | 'app.mode' | 'app.painted' | 'preferences.change';

/** The window in which a counter is paired: no sale, no snapshot, nothing of a counter but its becoming one. */
export function createPairingCounter(
  ports: PairingPorts,
  first: PairingView,
  origins: readonly string[],
  /** Closes this and opens the counter that was paired. */
  reopen: () => void,
): CounterForShell {
  const { store, log } = ports;
  const events = createEvents(log);
  const preferences = keepPreferences({
    store,
    save: createSave(store, log),
    language: ports.language,
    log,
    onChange: (now) => events.emit('preferences.changed', { preferences: now }),
  });
  const pairing = createPairing(ports, first, (view) => events.emit('pairing.changed', view));
  const { promise: painted, resolve: sayPainted } = Promise.withResolvers<{ webhookUrl: null }>();

  /** Whoever paired the till has just proved to be the merchant. */
  async function nameFirstManager(counterId: string, manager: { name: string; pin: string }): Promise<Done> {
    const { clock, random, hasher, keychain } = ports;
    try {
      const pepper = await ownKey(vaultNames.pinPepper, keychain.vaultOf(counterId), hasher, random);
      const people = createPeople({
        ...{ store, clock, random, hasher, pepper, idleMs: 0, isBusy: () => true, onChange: () => {} },
        serverClock: createServerClock(clock),
      });
      const same = people.view().people.find(({ name, role }) => name === manager.name && role === 'manager');
      return await people.save({ ...manager, id: same?.id ?? null, role: 'manager', badge: null });
    } catch {
      return failed('keychain-closed');
    }
  }

  const handlers: Pick<Handlers, Answered> = {
    'app.mode': () => ({ mode: 'pairing', preferences: preferences.view() }),
    'app.painted': () => {
      sayPainted({ webhookUrl: null });
      return null;
    },
    'preferences.change': preferences.change,
    'pairing.read': pairing.view,
    'pairing.counters': pairing.counters,
    'pairing.where': pairing.where,
    'pairing.keys': pairing.keys,
    'pairing.create': pairing.create,
    'pairing.take-over': pairing.takeOver,
    'pairing.choose': ({ choice }) => pairing.choose(choice),
    'pairing.again': pairing.again,
    'pairing.back': pairing.back,
    async 'pairing.finish'({ manager }) {
      const { step, counter } = pairing.view();
      if (step !== 'done' || counter === null) return failed('not-possible-now');
      const named = manager === null ? done : await nameFirstManager(counter.id, manager);
      if (named.ok) reopen();
      return named;
    },
  };

  return {
    bridge: createBridgeServer({ origins, handlers, log }),
    painted,
    onEvent: events.onEvent,
    async dispose() {
      pairing.dispose();
      events.clear();
      await ports.http.close();
    },
  };
}
