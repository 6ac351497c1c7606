import type { Engine } from '../../simulator/engine.ts';
import type { SimRequest } from '../../simulator/ports.ts';

/** What arrives at FEX, seen before it has its effect. */
export interface Wire {
  /** References that were sent again although the send before may have charged. */
  sentTwice: Set<string>;
  /** Called when a request that changes something arrives. */
  onSend: (path: string) => void;
  /** Called with the fault that strikes a request. */
  onFault: (faultId: string) => void;
}

const doors = /\/(payment-intents|scan-payment|cancel)$/;

/** Listens where requests come in; what it hears is not changed by it. */
export function watchWire(engine: Engine): Wire {
  /** Whether an earlier send of a reference may have been executed. */
  const sent = new Map<string, boolean>();
  const wire: Wire = { sentTwice: new Set(), onSend: () => {}, onFault: () => {} };
  const { admit } = engine;
  engine.admit = (request) => {
    const reference = referenceOf(request);
    if (reference !== null && sent.get(reference) === true) wire.sentTwice.add(reference);
    if (reference !== null) sent.set(reference, true);
    if (request.method === 'POST' && doors.test(request.path)) wire.onSend(request.path);
    const admission = admit(request);
    return {
      ...admission,
      run() {
        const answer = admission.run();
        if (answer.fault !== undefined) wire.onFault(answer.fault.faultId);
        // Keys refused in FEX's own words: not executed, and to be sent once more (money rule 5).
        if (reference !== null && answer.status === 401) sent.set(reference, false);
        return answer;
      },
    };
  };
  return wire;
}

function referenceOf({ method, path, body }: SimRequest): string | null {
  if (method !== 'POST' || body === undefined || !/\/(payment-intents|scan-payment)$/.test(path)) return null;
  try {
    const { reference } = JSON.parse(String(Buffer.from(body as Uint8Array))) as { reference?: unknown };
    return typeof reference === 'string' ? reference : null;
  } catch {
    return null;
  }
}
