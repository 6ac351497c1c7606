import type { Machine, World } from './world-types.ts';

/** One reference a till sent, and what FEX made of it. */
export interface Trace {
  reference: string;
  saleId: string;
  attemptId: string;
  flow: 'standard' | 'reverse';
  /** Sends whose answer is not known to mean "not executed". */
  maybeExecuted: number;
  /** Sends that have neither arrived nor got lost. */
  onWire: number;
  /** More than one where the request was doubled on the wire. */
  intents: string[];
  /** Intents whose code a screen showed. */
  codesShown: Set<string>;
  machine: Machine;
}

/** Every reference of every till of a world. */
export interface Traces {
  /** Those of a till that may still matter to its next send. */
  live(machine: Machine): Iterable<Trace>;
  get(reference: string): Trace | undefined;
  byIntent(intentId: string): Trace | undefined;
  all(): readonly Trace[];
  add(trace: Trace): void;
  made(trace: Trace, intentId: string): void;
  /** Made by a copy of the request, beside the intent that the till (or its clone) was told of. */
  isTwin(trace: Trace, intentId: string, teller?: Machine): boolean;
  /** Whether somebody can still be charged under this reference, by what the teller was told of. */
  payable(trace: Trace, teller?: Machine): boolean;
}

const binding: ReadonlySet<string> = new Set(['attempt.answered', 'attempt.adopted']);
/** So many are looked at before old ones are left out. */
const fewEnough = 8;

export function createTraces(getWorld: () => World): Traces {
  const live = new Map<Machine, Map<string, Trace>>();
  const byIntent = new Map<string, Trace>();
  /** None is ever made twice. */
  const byReference = new Map<string, Trace>();
  const everyOne: Trace[] = [];

  const of = (till: Machine) => {
    // A copy shows and asks for what its original sent.
    const machine = till.original ?? till;
    let map = live.get(machine);
    if (map === undefined) {
      map = new Map();
      live.set(machine, map);
    }
    return map;
  };
  const intent = (id: string) => getWorld().engine.control.intent(id);

  /** Old references that can do nothing any more are not looked at with every send. */
  function forget(machine: Machine): void {
    const mine = of(machine);
    for (const [reference, one] of mine) {
      if (mine.size < fewEnough) return;
      if (one.onWire > 0 || one.intents.some((id) => intent(id)?.status.startsWith('pending'))) continue;
      mine.delete(reference);
    }
  }

  const traces: Traces = {
    live: (machine) => of(machine).values(),
    get: (reference) => byReference.get(reference),
    byIntent: (intentId) => byIntent.get(intentId),
    all: () => everyOne,
    add(trace) {
      forget(trace.machine);
      of(trace.machine).set(trace.reference, trace);
      byReference.set(trace.reference, trace);
      everyOne.push(trace);
    },
    made(trace, intentId) {
      trace.intents.push(intentId);
      byIntent.set(intentId, trace);
    },
    isTwin(trace, intentId, teller = trace.machine) {
      if (trace.intents.length < 2) return false;
      const rows = teller.disk.byAttempt.get(trace.attemptId) ?? [];
      // Of two rows the paid one counts; else the one the till was told of first (money rule 3).
      const counts =
        rows.find((row) => row.type === 'outcome.paid') ?? rows.find((row) => binding.has(row.type));
      const bound = counts?.body.intentId;
      return bound !== undefined && intentId !== bound;
    },
    payable(trace, teller) {
      if (trace.flow === 'reverse' && trace.onWire > 0) return true;
      return trace.intents.some((id) => {
        // Its id is in the code and nowhere else that the customer sees.
        if (trace.flow === 'standard' && !trace.codesShown.has(id)) return false;
        if (traces.isTwin(trace, id, teller)) return false;
        const made = intent(id);
        return made?.status.startsWith('pending') === true && made.expiresAtMs > getWorld().fexMs();
      });
    },
  };
  return traces;
}
