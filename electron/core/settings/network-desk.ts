import { type Done, done, failed } from '../../../shared/failures.ts';
import {
  type NetworkSetup,
  type NetworkView,
  networkSetupSchema,
  plainNetwork,
} from '../../../shared/network.ts';
import { isAddress, tidy } from '../counters/address.ts';
import type { Actor, JournalBody, Log, Network, Store } from '../ports.ts';
import type { Approve } from '../staff/approve.ts';

/** The way out of this computer as a manager sets it up. It is used from the next connection on; none is cut. */
export interface NetworkDesk {
  view(): NetworkView;
  save(typed: NetworkSetup, confirmed: boolean): Promise<Done>;
}

export function createNetworkDesk(parts: {
  network: Network;
  store: Store;
  log: Log;
  approve: Approve;
  /** Writes the decision into the journal; false where it could not be. */
  record(type: string, actor: Actor, body: JournalBody): Promise<boolean>;
}): NetworkDesk {
  const { network, store, log, approve, record } = parts;

  return {
    view: () => ({
      ...network.use(),
      setup: networkSetupSchema.safeParse(store.read('network')).data ?? plainNetwork,
    }),
    async save(typed, confirmed) {
      const proxyUrl = typed.proxy === 'own' ? tidy(typed.proxyUrl) : '';
      if (typed.proxy === 'own' && !isProxy(proxyUrl)) return failed('proxy-url-wrong');
      const setup = { ...typed, proxyUrl, exceptions: typed.proxy === 'own' ? typed.exceptions : '' };
      const approval = await approve('network', confirmed);
      if (!approval.ok) return failed(approval.failure);
      const body = { proxy: setup.proxy, proxyUrl, authorities: setup.caFile !== '' };
      if (!(await record('network.set-up', approval.actor, body))) return failed('not-recorded');
      try {
        store.write('network', setup);
      } catch {
        log.warn('settings.not-written', { key: 'network' });
        return failed('settings-not-saved');
      }
      network.apply(setup);
      return done;
    },
  };
}

/** Host and port; a name and a password would lie open in the settings file. */
function isProxy(url: string): boolean {
  return /^http:/i.test(url) && isAddress(url) && !/^https?:\/\/[^/]*\//i.test(url);
}
