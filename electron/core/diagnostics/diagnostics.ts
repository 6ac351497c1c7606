import {
  type DiagnosticLine,
  type DiagnosticName,
  type DiagnosticsView,
  diagnosticNames,
} from '../../../shared/diagnostics.ts';
import { type Done, done, failed } from '../../../shared/failures.ts';
import type { Clock, Stop } from '../ports.ts';

/**
 * Looks at everything a counter stands on, each line by itself and within a bound. It only reads: it may run while
 * a payment is open, and changes nothing of it.
 */
export interface Diagnostics {
  view(): DiagnosticsView;
  run(): Done;
  /** Lines that have not ended say so; what they found before is gone. */
  stop(): Done;
  dispose: Stop;
}

/** What one line came to. */
export type Finding = Pick<DiagnosticLine, 'state' | 'why' | 'facts'>;
export type DiagnosticChecks = Record<DiagnosticName, () => Promise<Finding> | Finding>;

/** As long as the slowest of what is asked may take, and a little more. */
const boundMs = 15_000;

export const good = (facts: Finding['facts'] = {}): Finding => ({ state: 'good', why: null, facts });
export const bad = (why: NonNullable<Finding['why']>, facts: Finding['facts'] = {}): Finding => ({
  state: 'bad',
  why,
  facts,
});
export const noted = (why: NonNullable<Finding['why']>, facts: Finding['facts'] = {}): Finding => ({
  state: 'noted',
  why,
  facts,
});

const waiting: Finding = { state: 'waiting', why: null, facts: {} };

export function createDiagnostics(options: {
  clock: Clock;
  nowMs(): number;
  checks: DiagnosticChecks;
  onChange(): void;
}): Diagnostics {
  const { clock, nowMs, checks, onChange } = options;
  let lines: DiagnosticLine[] = diagnosticNames.map((name) => ({ name, ...waiting }));
  let checkedAtMs: number | null = null;
  /** Counts the looks: an answer that comes late speaks for none. */
  let look = 0;
  let running = false;
  let disposed = false;
  const stops = new Set<Stop>();

  function set(name: DiagnosticName, found: Finding): void {
    lines = lines.map((line) => (line.name === name ? { name, ...found } : line));
    if (!disposed) onChange();
  }

  async function within(check: () => Promise<Finding> | Finding): Promise<Finding> {
    const { promise, resolve } = Promise.withResolvers<Finding>();
    const stop = clock.after(boundMs, () => resolve(bad('time-out')));
    const end = () => {
      stop();
      resolve({ state: 'stopped', why: null, facts: {} });
    };
    stops.add(end);
    try {
      return await Promise.race([promise, (async () => check())().catch(() => bad('failed'))]);
    } finally {
      stop();
      stops.delete(end);
    }
  }

  async function all(mine: number): Promise<void> {
    await Promise.all(
      diagnosticNames.map(async (name) => {
        const found = await within(checks[name]);
        if (mine === look) set(name, found);
      }),
    );
    if (mine !== look) return;
    running = false;
    checkedAtMs = nowMs();
    if (!disposed) onChange();
  }

  return {
    view: () => ({ running, checkedAtMs, lines }),
    run() {
      if (running || disposed) return failed('busy');
      running = true;
      look += 1;
      lines = diagnosticNames.map((name) => ({ name, state: 'running', why: null, facts: {} }));
      onChange();
      void all(look);
      return done;
    },
    stop() {
      if (!running) return failed('not-possible-now');
      for (const end of [...stops]) end();
      return done;
    },
    dispose() {
      disposed = true;
      for (const end of [...stops]) end();
    },
  };
}
