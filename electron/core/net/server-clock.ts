import type { Clock } from '../ports.ts';

/**
 * FEX's time, from the `Date` of its answers. Deadlines that decide money are kept in it, because a till's
 * own clock may be hours off. Between answers it runs on the monotonic clock.
 */
export interface ServerClock {
  /** Best estimate, Unix ms. Before the first answer this computer's own clock. */
  nowMs(): number;
  /** Null until FEX's time was learnt. */
  knownMs(): number | null;
  /**
   * Learns from one answer's `Date`. `sentAtMonoMs`: when its request left. `verified`: in FEX's shape, over TLS
   * or from this computer; only that makes the time sure.
   */
  observe(dateHeader: string | undefined, sentAtMonoMs: number, verified: boolean): void;
  /** FEX said its time since the start, and this computer's two clocks agreed ever since (money rule 9). */
  isFresh(): boolean;
  /**
   * Hears that FEX's time went on while this computer's monotonic clock stood still: a sleep. `byMs`: how far.
   * Heard only once an answer of FEX tells.
   */
  onSlept(hear: (byMs: number) => void): void;
  /** Hears that FEX's time is sure, after it was not. */
  onSure(hear: () => void): void;
  /** Hears that the wall clock jumped against the monotonic one: a sleep, or somebody set it. */
  onJump(hear: () => void): void;
  /**
   * Own clock minus FEX's, when more than 30 s; else null. Before FEX said its time a clock that is before this
   * program was written is told by how far, at least: TLS may fail because of it.
   */
  skewMs(): number | null;
}

const skewShownMs = 30_000;
/** No till's clock is right that shows an earlier time. */
const writtenMs = Date.UTC(2020, 0, 1);
const disagreementMs = 2_000;

export function createServerClock(clock: Clock): ServerClock {
  /** Server time = monotonic + this. */
  let offsetMs: number | null = null;
  let fresh = false;
  let hearJump: () => void = () => {};
  let hearSlept: (byMs: number) => void = () => {};
  let hearSure: () => void = () => {};
  /** Wall minus monotonic, when last looked at. A sleep or a set clock moves it. */
  let gapMs = clock.wallMs() - clock.monotonicMs();

  function compareClocks(): void {
    const gap = clock.wallMs() - clock.monotonicMs();
    if (Math.abs(gap - gapMs) > disagreementMs) {
      gapMs = gap;
      fresh = false;
      disagreedAtMono = clock.monotonicMs();
      hearJump();
    }
  }
  let disagreedAtMono = Number.NEGATIVE_INFINITY;
  /** The offset that FEX's last sure answer told. */
  let sureOffsetMs: number | null = null;

  function compareSure(offset: number): void {
    const sleptMs = sureOffsetMs === null ? 0 : offset - sureOffsetMs;
    sureOffsetMs = offset;
    if (sleptMs > disagreementMs) hearSlept(Math.ceil(sleptMs));
  }

  const knownMs = () => (offsetMs === null ? null : Math.round(clock.monotonicMs() + offsetMs));
  return {
    knownMs,
    nowMs: () => knownMs() ?? clock.wallMs(),
    onSlept(hear) {
      hearSlept = hear;
    },
    onSure(hear) {
      hearSure = hear;
    },
    onJump(hear) {
      hearJump = hear;
    },
    isFresh() {
      compareClocks();
      return fresh;
    },
    observe(dateHeader, sentAtMonoMs, verified) {
      compareClocks();
      const dateMs = dateHeader === undefined ? Number.NaN : Date.parse(dateHeader);
      if (!Number.isFinite(dateMs)) return;
      const nowMono = clock.monotonicMs();
      // An answer that was under way while the clocks parted says nothing sure.
      const becomesSure = verified && sentAtMonoMs >= disagreedAtMono && !fresh;
      if (becomesSure) fresh = true;
      // `Date` is cut to whole seconds and was written between the request and now.
      const earliest = dateMs;
      const latest = dateMs + 1000 + (nowMono - sentAtMonoMs);
      const estimate = knownMs();
      const agrees = estimate !== null && estimate >= earliest && estimate <= latest;
      if (!agrees) offsetMs = dateMs + 500 - nowMono;
      if (verified && offsetMs !== null) compareSure(offsetMs);
      if (becomesSure) hearSure();
    },
    skewMs() {
      const known = knownMs();
      if (known === null) return clock.wallMs() < writtenMs ? clock.wallMs() - writtenMs : null;
      const skew = Math.round(clock.wallMs() - known);
      return Math.abs(skew) > skewShownMs ? skew : null;
    },
  };
}
