import type { PageClient } from './fake-page.ts';
import type { StubCounter } from './stub-counter.ts';

/** Who a raw call pretends to come from. */
export type Pretence = 'own-page' | 'frame' | 'other-window' | 'other-origin' | 'other-document' | 'gone';

/** One transport, from the page's port to the counter's handlers. */
export interface TransportHarness {
  counter: StubCounter;
  page: PageClient;
  /** A call that skips the page's own code, as a page that was taken over would make it. */
  raw(request: unknown, as: Pretence): Promise<unknown>;
  close(): void;
}
