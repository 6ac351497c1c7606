import { networkInterfaces } from 'node:os';
import type { LinkState } from '../core/ports.ts';

type Interfaces = Readonly<Record<string, readonly { internal: boolean }[] | undefined>>;

/** How often the operating system is asked while somebody listens. */
const everyMs = 1000;

/**
 * Whether any network interface but loopback has an address. Where FEX itself is on loopback no cable is
 * needed, so there the link is always up. Asks only while somebody listens; nothing is left running after.
 */
export function createLinkState(options: {
  loopbackOnly: boolean;
  /** For tests: what the operating system says. */
  interfaces?: () => Interfaces;
}): LinkState {
  const interfaces = options.interfaces ?? networkInterfaces;
  const listeners = new Set<(up: boolean) => void>();
  let timer: NodeJS.Timeout | null = null;
  let last = true;

  function up(): boolean {
    if (options.loopbackOnly) return true;
    try {
      return Object.values(interfaces()).some((all) => all?.some((address) => !address.internal));
    } catch {
      // A system that does not say is not a system without a network; FEX's answers decide.
      return true;
    }
  }

  function look(): void {
    const now = up();
    if (now === last) return;
    last = now;
    for (const hear of [...listeners]) hear(now);
  }

  return {
    up,
    onChange(hear) {
      // Its own function each time, so that hearing twice and stopping once leaves one.
      const listener = (now: boolean) => hear(now);
      listeners.add(listener);
      if (!timer && !options.loopbackOnly) {
        last = up();
        timer = setInterval(look, everyMs).unref();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || !timer) return;
        clearInterval(timer);
        timer = null;
      };
    },
  };
}
