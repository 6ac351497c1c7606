import type { FailureCode } from '../../../shared/failures.ts';
import { isLoopbackUrl } from '../net/secure-url.ts';
import type { Actor, CounterIdentity } from '../ports.ts';

/** What needs a manager. */
export type ManagedAction = 'accept-journal' | 'keep-late-money' | 'settle-by-hand' | 'take-over' | 'unpair';

export type Approval = { ok: true; actor: Actor } | { ok: false; failure: FailureCode };

/**
 * The one place that says whether a manager agreed. Before people exist, training and a FEX on this computer
 * ask for a confirmation and name the actor *manager (unproved)*; sandbox and live refuse.
 * `confirmed`: whether somebody confirmed it on a screen of its own.
 */
export type Approve = (action: ManagedAction, confirmed: boolean) => Promise<Approval>;

export function createApprove(identity: Pick<CounterIdentity, 'environment' | 'apiUrl'>): Approve {
  const open = identity.environment === 'training' || isLoopbackUrl(identity.apiUrl);
  return async (_action, confirmed) => {
    if (!open) return { ok: false, failure: 'needs-manager' };
    return confirmed ? { ok: true, actor: 'manager (unproved)' } : { ok: false, failure: 'not-confirmed' };
  };
}
