import type { PaymentView } from '../../../shared/payment-view.ts';
import type { HttpResult } from '../../core/ports.ts';
import { accountOf, endings } from './books.ts';
import type { Door } from './faults.ts';
import type { Invariant } from './invariants.ts';
import type { Trace, Traces } from './traces.ts';
import type { Machine, World } from './world-types.ts';

/**
 * What has to follow within a minute: of a read that says *completed*, its row; of a read that decides, and of a
 * second clean pass after the bound, an outcome. Where the till is asleep, cut off or out of disk, or a read fails,
 * the minute begins again after it; for one that goes dark its next read begins another.
 */
export interface Deadlines {
  /** A till was killed, or something it stands on goes wrong, for so long. */
  trouble(machine: Machine, lastsMs?: number): void;
  answered(machine: Machine, door: Door, result: HttpResult): void;
  seen(machine: Machine, view: PaymentView): void;
}

/** What has to be true when the time is up. */
interface Promised {
  machine: Machine;
  invariant: Invariant;
  holds(): boolean;
  text(): string;
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

  function within(ms: number, key: string, promised: Promised): void {
    if (watched.has(key)) return;
    watched.add(key);
    arm(ms, key, promised);
  }

  /** Where something went wrong meanwhile the minute begins with that again; what is kept already is kept. */
  function arm(ms: number, key: string, promised: Promised): void {
    const { timeline } = getWorld();
    const beganMs = timeline.nowMs();
    timeline.after(ms, () => {
      const { machine } = promised;
      const troubleMs = troubleAtMs.get(machine) ?? Number.NEGATIVE_INFINITY;
      const held = promised.holds();
      if (!held && machine.life === null) return void watched.delete(key);
      if (!held && troubleMs >= beganMs)
        return arm(Math.max(1, troubleMs + ms - timeline.nowMs()), key, promised);
      watched.delete(key);
      must(promised.invariant, machine, held, promised.text);
    });
  }

  /** With the journal it stood in: it is rebuilt from FEX's list, and ends with the day at the latest. */
  const isLost = ({ machine, attemptId }: Trace) => !machine.disk.byAttempt.has(attemptId);
  const hasEnding = (trace: Trace) =>
    isLost(trace) ||
    trace.machine.disk.byAttempt.get(trace.attemptId)?.some((row) => endings.test(row.type)) === true;

  function read(machine: Machine, text: string): void {
    const id = /"id":"([^"]+)"/.exec(text)?.[1];
    const status = /"status":"(\w+)"/.exec(text)?.[1] ?? '';
    const trace = id === undefined ? undefined : traces.byIntent(id);
    if (id === undefined || trace === undefined || trace.machine !== machine || !over.has(status)) return;
    if (status === 'completed' && accountOf(trace, id) === undefined)
      within(withinMs, `money ${id}`, {
        machine,
        invariant: 'in-the-journal',
        holds: () => isLost(trace) || accountOf(trace, id) !== undefined,
        text: () => `${id} of ${trace.reference} was read as completed a minute ago and no row says so`,
      });
    const made = getWorld().engine.control.intent(id);
    const early =
      status === 'expired' && getWorld().fexMs() < (made?.expiresAtMs ?? Infinity) + expiryGraceMs;
    if (early || hasEnding(trace)) return;
    // Of two that a doubled request made, the end of the other one decides nothing.
    within(withinMs, `end ${id}`, {
      machine,
      invariant: 'ends',
      holds: () => hasEnding(trace) || traces.isTwin(trace, id),
      text: () => `${trace.reference} was read as ${status} a minute ago and has no ending`,
    });
  }

  const deadlines: Deadlines = {
    trouble(machine, lastsMs = 0) {
      const untilMs = getWorld().timeline.nowMs() + lastsMs;
      troubleAtMs.set(machine, Math.max(troubleAtMs.get(machine) ?? 0, untilMs));
    },
    answered(machine, door, result) {
      if (door !== 'get' && door !== 'list' && door !== 'token') return;
      const good = result.kind === 'answer' && result.status === 200 && result.text.startsWith('{');
      if (!good) deadlines.trouble(machine);
      else if (door === 'get') read(machine, result.text);
    },
    seen(machine, view) {
      // The screen itself says that one clean pass was made after the bound; another decides.
      if (view.kind !== 'unknown' || view.found !== 'not-found') return;
      const trace = traces.get(view.reference);
      if (trace === undefined || hasEnding(trace)) return;
      within(secondPassMs + withinMs, `absent ${trace.attemptId}`, {
        machine,
        invariant: 'ends',
        holds: () => hasEnding(trace),
        text: () => `${trace.reference} was not found after its bound, long ago, and has no ending`,
      });
    },
  };
  return deadlines;
}
