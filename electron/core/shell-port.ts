import type { EventBody, EventName } from '../../shared/contract.ts';
import type { BridgeServer } from './bridge-server.ts';
import type { Stop } from './ports.ts';

/** How a program that is to begin anew as a pairing ends. */
export const pairExitCode = 75;

/** What a shell is handed: it carries calls in and events out, and knows no word of payments. */
export interface CounterForShell {
  bridge: BridgeServer;
  /** Hears every event for the pages, in order. */
  onEvent(hear: <N extends EventName>(event: N, body: EventBody<N>) => void): Stop;
  /** Resolves when a page has painted something a person can use, with the webhook listener's URL or null. */
  painted: Promise<{ webhookUrl: string | null }>;
  /** Somebody in training wants to make this till a real counter: the program ends, and begins anew for that. */
  wantsPairing?: Promise<void>;
  /** Ends everything the counter started; awaited, idempotent. */
  dispose(): Promise<void>;
}
