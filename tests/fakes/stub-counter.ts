import { createBridgeServer, type Handlers } from '../../electron/core/bridge-server.ts';
import type { Log } from '../../electron/core/ports.ts';
import type { CounterForShell } from '../../electron/core/shell-port.ts';
import { type CallName, callNames, type EventBody, type EventName } from '../../shared/contract.ts';
import { sampleResults } from '../contract/samples.ts';

export interface StubCounter extends CounterForShell {
  /** Every call that reached a handler, with its parsed arguments. */
  calls: { name: CallName; args: unknown }[];
  /** Every line the bridge logged. */
  logged: { event: string; fields: unknown }[];
  send<N extends EventName>(event: N, body: EventBody<N>): void;
  hearers(): number;
  disposed(): number;
}

/** A counter for tests of the shells: the real bridge before handlers that only take notes. */
export function createStubCounter(origins: readonly string[]): StubCounter {
  const calls: StubCounter['calls'] = [];
  const logged: StubCounter['logged'] = [];
  const hearers = new Set<(event: EventName, body: never) => void>();
  const painted = Promise.withResolvers<{ webhookUrl: string | null }>();
  let disposals = 0;
  const note = (event: string, fields?: unknown) => void logged.push({ event, fields });
  const log: Log = { info: note, warn: note, error: note };

  const handlers = Object.fromEntries(
    callNames.map((name) => [
      name,
      (args: unknown) => {
        calls.push({ name, args });
        if (name === 'app.painted') painted.resolve({ webhookUrl: null });
        return sampleResults[name];
      },
    ]),
  ) as unknown as Handlers;

  return {
    calls,
    logged,
    bridge: createBridgeServer({ origins, handlers, log }),
    onEvent(hear) {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
    painted: painted.promise,
    async dispose() {
      disposals += 1;
      hearers.clear();
    },
    send(event, body) {
      for (const hear of hearers) hear(event, body as never);
    },
    hearers: () => hearers.size,
    disposed: () => disposals,
  };
}
