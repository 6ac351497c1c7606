import { create } from 'zustand';
import type { EventBody } from '../../shared/contract.ts';
import type { ConnectionView, HaltView, Preferences, Snapshot } from '../../shared/snapshot.ts';
import { type ServerTime, serverNow } from '../logic/server-time.ts';

/**
 * The mirror of what the main process knows: filled by one snapshot, kept current by events. Nothing else
 * writes here; a tap is a request to the counter and shows only when the counter says so.
 */
interface CounterState {
  snapshot: Snapshot | null;
  time: ServerTime;
}

export const useCounter = create<CounterState>(() => ({
  snapshot: null,
  time: { serverNowMs: 0, atMs: 0 },
}));

function timeAt(serverNowMs: number): ServerTime {
  return { serverNowMs, atMs: performance.now() };
}

function patch(change: Partial<Snapshot>, serverNowMs?: number): void {
  useCounter.setState((state) => {
    if (state.snapshot === null) return state;
    const time = serverNowMs === undefined ? state.time : timeAt(serverNowMs);
    return { snapshot: { ...state.snapshot, ...change }, time };
  });
}

export const mirror = {
  fill(snapshot: Snapshot): void {
    useCounter.setState({ snapshot, time: timeAt(snapshot.serverNowMs) });
  },
  payment(body: EventBody<'payment.changed'>): void {
    patch(body, body.serverNowMs);
  },
  connection(connection: ConnectionView, serverNowMs: number): void {
    patch({ connection, serverNowMs }, serverNowMs);
  },
  counter(counter: Snapshot['counter']): void {
    patch({ counter });
  },
  halt(halt: HaltView | null): void {
    patch({ halt });
  },
  recovery(recovery: Snapshot['recovery']): void {
    patch({ recovery });
  },
  staff(staff: Snapshot['staff']): void {
    patch({ staff });
  },
  books(books: Snapshot['books']): void {
    patch({ books });
  },
  preferences(preferences: Preferences): void {
    patch({ preferences });
  },
  camera(camera: Snapshot['camera']): void {
    patch({ camera });
  },
};

/** FEX's time now. */
export function nowAtFex(): number {
  return serverNow(useCounter.getState().time, performance.now());
}

/** The snapshot, for screens: they are drawn only once it is there. */
export function useSnapshot(): Snapshot {
  const snapshot = useCounter((state) => state.snapshot);
  if (snapshot === null) throw new Error('a screen was drawn before the snapshot');
  return snapshot;
}
