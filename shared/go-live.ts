import { z } from 'zod';

/**
 * FEX's checklist before going live, in its order. A point is good by what was seen, never because somebody says so.
 * Source: FEX docs, quick start checklist.
 */
export const goLivePoints = [
  'merchant-keys', // received from FEX, and taken by it
  'secret-kept', // in the system's keychain
  'token', // given just now
  'counter', // made or taken over, and proved with a test payment
  'webhook-secret', // in the system's keychain
  'token-renewed', // before the old one ended
  'webhook-door', // something listens, and can verify
  'asked-again', // after FEX did not answer
  'standard-sale', // a customer scanned a code and paid
  'reverse-sale', // a customer approved on the phone
  'webhook-verified', // one of FEX's own arrived, rightly signed
  'live', // FEX's administrator activated it
] as const;
export type GoLivePoint = (typeof goLivePoints)[number];

export const goLiveSchema = z.strictObject({
  points: z
    .array(
      z.strictObject({
        name: z.enum(goLivePoints),
        /** `noted`: not seen, and not needed by a counter of this kind. */
        state: z.enum(['good', 'missing', 'noted']),
        /** FEX's time of what was seen, where it has one. */
        atMs: z.number().int().nullable(),
      }),
    )
    .length(goLivePoints.length),
});
export type GoLiveView = z.infer<typeof goLiveSchema>;
