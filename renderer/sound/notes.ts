/** What each moment sounds like. Soft sines; training sounds the same, so that the sounds are learnt. */
export type Moment = 'scan' | 'paid' | 'paid-late' | 'not-charged' | 'unknown';

export interface Note {
  hz: number;
  fromMs: number;
  forMs: number;
}

const g6 = 1567.98;
const e5 = 659.26;
const b5 = 987.77;
const g4 = 392;
const c4 = 261.63;
const a3 = 220;

export const notes: Readonly<Record<Moment, readonly Note[]>> = {
  scan: [{ hz: 2000, fromMs: 0, forMs: 25 }],
  paid: [
    { hz: e5, fromMs: 0, forMs: 90 },
    { hz: b5, fromMs: 90, forMs: 180 },
  ],
  // Paid, a rest, and a bell.
  'paid-late': [
    { hz: e5, fromMs: 0, forMs: 90 },
    { hz: b5, fromMs: 90, forMs: 180 },
    { hz: g6, fromMs: 470, forMs: 700 },
  ],
  'not-charged': [
    { hz: g4, fromMs: 0, forMs: 120 },
    { hz: c4, fromMs: 120, forMs: 240 },
  ],
  unknown: [{ hz: a3, fromMs: 0, forMs: 160 }],
};

/** How often the low pulse of an unknown payment comes back until somebody touches the till. */
export const unknownEveryMs = 2000;

export const fadeInMs = 5;
export const fadeOutMs = 40;

/** −12 dBFS at full volume; the till's volume on top, nothing when muted. */
export function peakGain(preferences: { volume: number; muted: boolean }): number {
  if (preferences.muted) return 0;
  return 10 ** (-12 / 20) * (preferences.volume / 100);
}
