import { exponentOf } from '../../../shared/money.ts';
import type { Flow } from '../../../shared/payment-view.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Random } from '../ports.ts';
import type { Installation } from '../settings/installation.ts';
import type { Attempt } from './machine-types.ts';
import { newReference, ulid } from './reference.ts';
import { noteOf, type SaleRequest } from './sale-request.ts';

/** Makes attempts: each with an id and a reference that no other ever had. */
export interface Attempts {
  /** For a request that takes an attempt's place. */
  fresh(): Pick<Attempt, 'attemptId' | 'reference'>;
  /** `saleId`: of the sale it is another try for, or null for a new one. */
  of(flow: Flow, request: SaleRequest, saleId: string | null): Attempt;
}

export function createAttempts(options: {
  serverClock: ServerClock;
  random: Random;
  installation: Installation;
  tag: string;
  counterId: string;
  currency: string;
  expiresInS: Readonly<Record<Flow, number>>;
}): Attempts {
  const { serverClock, random, installation, tag, counterId, currency, expiresInS } = options;
  const freshId = () => ulid(serverClock.nowMs(), random);

  function fresh() {
    const attemptId = freshId();
    return { attemptId, reference: newReference({ tag, installationId: installation.id(), id: attemptId }) };
  }

  return {
    fresh,
    of: (flow, request, saleId) => ({
      ...fresh(),
      saleId: saleId ?? freshId(),
      flow,
      counterId,
      amountMinor: request.amountMinor,
      currency,
      exponent: exponentOf(currency),
      note: noteOf(request),
      expiresInS: expiresInS[flow],
      generation: 1,
      sentAtMs: 0,
      chargeableUntilMs: 0,
      unsure: false,
    }),
  };
}
