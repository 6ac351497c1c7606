import type { FailureCode } from '../../../shared/failures.ts';
import { isLoopbackUrl } from '../net/secure-url.ts';
import type { Actor, CounterIdentity } from '../ports.ts';
import type { ManagedAction, People } from './people.ts';

export type Approval = { ok: true; actor: Actor } | { ok: false; failure: FailureCode };

/**
 * The one place that says whether a manager agreed: who is signed in as one, or has just put in a PIN over the
 * cashier's shoulder. Before people exist, training and a FEX on this computer
 * ask for a confirmation and name the actor *manager (unproved)*; sandbox and live refuse.
 * `confirmed`: whether somebody confirmed it on a screen of its own.
 */
export type Approve = (action: ManagedAction, confirmed: boolean) => Promise<Approval>;

export function createApprove(
  identity: Pick<CounterIdentity, 'environment' | 'apiUrl'>,
  people: Pick<People, 'exist' | 'takeManager'>,
): Approve {
  const open = identity.environment === 'training' || isLoopbackUrl(identity.apiUrl);
  return async (action, confirmed) => {
    if (people.exist()) {
      if (!confirmed) return { ok: false, failure: 'not-confirmed' };
      const actor = people.takeManager(action);
      return actor === null ? { ok: false, failure: 'needs-manager' } : { ok: true, actor };
    }
    if (!open) return { ok: false, failure: 'needs-manager' };
    return confirmed ? { ok: true, actor: 'manager (unproved)' } : { ok: false, failure: 'not-confirmed' };
  };
}
