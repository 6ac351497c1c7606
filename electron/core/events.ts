import type { EventBody, EventName } from '../../shared/contract.ts';
import type { Log, Stop } from './ports.ts';

type Hear = <N extends EventName>(event: N, body: EventBody<N>) => void;

/** What the pages are told, in order. */
export interface Events {
  emit: Hear;
  onEvent(hear: Hear): Stop;
  /** Nobody hears any more. */
  clear(): void;
}

export function createEvents(log: Log): Events {
  const hearers = new Set<Hear>();

  return {
    emit(event, body) {
      for (const hear of hearers) {
        try {
          hear(event, body);
        } catch (error) {
          // A window that cannot hear must not stop the payment it is told about.
          log.error('event.not-heard', { event, error: error instanceof Error ? error.name : 'unknown' });
        }
      }
    },
    onEvent(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    clear: () => hearers.clear(),
  };
}
