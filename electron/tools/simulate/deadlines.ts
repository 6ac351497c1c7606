import type { PaymentView } from '../../../shared/payment-view.ts';
import type { HttpResult } from '../../core/ports.ts';
import { accountOf, endings } from './books.ts';
import type { Door } from './faults.ts';
import type { Invariant } from './invariants.ts';
import type { Trace, Traces } from './traces.ts';
import type { Machine, World } from './world-types.ts';

/**
 * What has to follow within a minute: of a read that says *completed*, its row; of a read that decides, and of a
 * second clean pass after the bound, an outcome. A minute in which the till was dark, cut off or out of disk does
 * not count; the next read begins another.
 */
export interface Deadlines {
  /** A till was killed, or something it stands on went wrong or right. */
  trouble(machine: Machine): void;
  answered(machine: Machine, door: Door, result: HttpResult): void;
  seen(machine: Machine, view: PaymentView): void;
}

type Must = (invariant: Invariant, machine: Machine, holds: boolean, text: () => string) => void;

const withinMs = 60_000;
/** Two passes after the bound are a minute apart at the most, where everything answers. */
const secondPassMs = 75_000;
const over: ReadonlySet<string> = new Set(['completed', 'cancelled', 'refunded', 'expired']);
/** An `expired` is believed this long after the expiry. */
const expiryGraceMs = 6_000;

export function createDeadlines(getWorld: () => World, traces: Traces, must: Must): Deadlines {
  const troubleAtMs = new Map<Machine, number>();
  /** Intents and attempts somebody watches the clock of already. */
  const watched = new Set<string>();

  function within(machine: Machine, ms: number, key: string, check: () => void): void {
    if (watched.has(key)) return;
    watched.add(key);
    const { timeline } = getWorld();
    const beganMs = timeline.nowMs();
    timeline.after(ms, () => {
      watched.delete(key);
      if ((troubleAtMs.get(machine) ?? Number.NEGATIVE_INFINITY) < beganMs) check();
    });
  }

  const hasEnding = ({ machine, attemptId }: Trace) =>
    (machine.disk.byAttempt.get(attemptId) ?? []).some((row) => endings.test(row.type));

  function read(machine: Machine, text: string): void {
    const id = /"id":"([^"]+)"/.exec(text)?.[1];
    const status = /"status":"(\w+)"/.exec(text)?.[1] ?? '';
    const trace = id === undefined ? undefined : traces.byIntent(id);
    if (id === undefined || trace === undefined || trace.machine !== machine || !over.has(status)) return;
    if (status === 'completed' && accountOf(trace, id) === undefined)
      within(machine, withinMs, `money ${id}`, () =>
        must('in-the-journal', machine, accountOf(trace, id) !== undefined, () => {
          return `${id} of ${trace.reference} was read as completed a minute ago and no row says so`;
        }),
      );
    const made = getWorld().engine.control.intent(id);
    const early =
      status === 'expired' && getWorld().fexMs() < (made?.expiresAtMs ?? Infinity) + expiryGraceMs;
    if (early || hasEnding(trace)) return;
    // Of two that a doubled request made, the end of the other one decides nothing.
    within(machine, withinMs, `end ${id}`, () =>
      must('ends', machine, hasEnding(trace) || traces.isTwin(trace, id), () => {
        return `${trace.reference} was read as ${status} a minute ago and has no ending`;
      }),
    );
  }

  return {
    trouble: (machine) => void troubleAtMs.set(machine, getWorld().timeline.nowMs()),
    answered(machine, door, result) {
      if (door !== 'get' && door !== 'list' && door !== 'token') return;
      const good = result.kind === 'answer' && result.status === 200 && result.text.startsWith('{');
      if (!good) troubleAtMs.set(machine, getWorld().timeline.nowMs());
      else if (door === 'get') read(machine, result.text);
    },
    seen(machine, view) {
      // The screen itself says that one clean pass was made after the bound; another decides.
      if (view.kind !== 'unknown' || view.found !== 'not-found') return;
      const trace = traces.get(machine, view.reference);
      if (trace === undefined || hasEnding(trace)) return;
      within(machine, secondPassMs + withinMs, `absent ${trace.attemptId}`, () =>
        must('ends', machine, hasEnding(trace), () => {
          return `${trace.reference} was not found after its bound, long ago, and has no ending`;
        }),
      );
    },
  };
}
