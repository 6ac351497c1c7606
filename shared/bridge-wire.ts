import { z } from 'zod';

/** What travels between a page and the main process, whatever carries it. */

/** A page's request. `args` is checked against the contract's row behind the bridge. */
export const bridgeCallSchema = z.strictObject({ call: z.string().max(60), args: z.unknown() });

export const refusalCodes = [
  'bad-sender',
  'bad-origin',
  'malformed',
  'too-large',
  'unknown-call',
  'bad-arguments',
  'failed',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** Answered with the call's name, so that a refusal is never silent. */
export const bridgeReplySchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), code: z.enum(refusalCodes), call: z.string(), message: z.string() }),
]);
export type BridgeReply = z.infer<typeof bridgeReplySchema>;

export const bridgeEventSchema = z.strictObject({ event: z.string().max(60), body: z.unknown() });
export type BridgeEvent = z.infer<typeof bridgeEventSchema>;

/** What the code between the page and the main process can do; Electron's preload and the injected bridge each have one. */
export interface BridgeTransport {
  /** Sends one call, resolves with the raw reply. */
  call(request: { call: string; args: unknown }): Promise<unknown>;
  /** Hears every event until the page is gone. */
  listen(hear: (event: unknown) => void): void;
}
