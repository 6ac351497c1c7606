import { z } from 'zod';
import { type BridgeReply, bridgeCallSchema, type RefusalCode } from '../../shared/bridge-wire.ts';
import {
  type CallArgs,
  type CallName,
  type CallResult,
  calls,
  isCallName,
  maxCallLength,
} from '../../shared/contract.ts';
import type { Log } from './ports.ts';

/** Who sent a call, as the transport knows it; nothing in it comes from the page. */
export interface Sender {
  /** The page's origin, e.g. `https://counter.localhost`. */
  origin: string;
  /** True only for the top frame of the counter's own window. */
  ownTopFrame: boolean;
}

export type Handlers = { [N in CallName]: (args: CallArgs<N>) => Promise<CallResult<N>> | CallResult<N> };

export interface BridgeServer {
  /** Never rejects: a refused call is answered with its name and the reason, and logged. */
  answer(sender: Sender, raw: unknown): Promise<BridgeReply>;
}

/**
 * The one door from a page into the counter: sender, origin, size, name and arguments are checked in that
 * order, and every refusal is said out loud.
 */
export function createBridgeServer(options: {
  /** The only origins a call may come from. */
  origins: readonly string[];
  /** Calls without one are unknown in this window. */
  handlers: Partial<Handlers>;
  log: Log;
}): BridgeServer {
  const { origins, handlers, log } = options;

  function refuse(code: RefusalCode, call: string, message: string): BridgeReply {
    const name = call.slice(0, 60);
    log.warn('bridge.refused', { refusal: code, call: name });
    return { ok: false, code, call: name, message: `${name || 'call'}: ${message}` };
  }

  return {
    async answer(sender, raw) {
      const stranger = strangerIn(sender, origins);
      if (stranger !== null) return refuse(stranger.code, '', stranger.message);
      const text = serialised(raw);
      if (text === null) return refuse('malformed', '', 'not a plain value');
      if (text.length > maxCallLength)
        return refuse('too-large', '', `longer than ${maxCallLength} characters`);
      const request = bridgeCallSchema.safeParse(raw);
      if (!request.success) return refuse('malformed', '', 'not a call');
      const name = request.data.call;
      if (!isCallName(name)) return refuse('unknown-call', name, 'no such call');
      if (handlers[name] === undefined) return refuse('unknown-call', name, 'no such call in this window');
      const args = calls[name].args.safeParse(request.data.args);
      if (!args.success) return refuse('bad-arguments', name, z.prettifyError(args.error).slice(0, 300));
      try {
        const value = await run(handlers, name, args.data);
        return { ok: true, value: calls[name].result.parse(value) };
      } catch (error) {
        log.error('bridge.failed', { call: name, error: error instanceof Error ? error.name : 'unknown' });
        return { ok: false, code: 'failed', call: name, message: `${name}: the counter could not do this` };
      }
    },
  };
}

/** Why this sender is told nothing, or null. */
export function strangerIn(
  sender: Sender,
  origins: readonly string[],
): { code: RefusalCode; message: string } | null {
  if (!sender.ownTopFrame) return { code: 'bad-sender', message: 'only the counter’s own window may call' };
  if (!origins.includes(sender.origin))
    return { code: 'bad-origin', message: 'not the counter’s own origin' };
  return null;
}

/** One cast for the whole table: the arguments were parsed with this very row's schema. */
function run(handlers: Partial<Handlers>, name: CallName, args: unknown): Promise<unknown> | unknown {
  return (handlers[name] as (args: unknown) => Promise<unknown> | unknown)(args);
}

function serialised(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    return null;
  }
}
