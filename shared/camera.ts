import { z } from 'zod';

/**
 * Which camera reads wallet codes. The browser's id of a device changes with its profile, its name does not: a
 * camera is found again by either.
 */
export const cameraChoiceSchema = z.strictObject({
  /** False: codes come from a scanner only, and no camera is ever opened. */
  on: z.boolean(),
  /** Null: whichever camera there is. */
  device: z.strictObject({ id: z.string().max(300), name: z.string().max(300) }).nullable(),
  /** Whom it looks at. Who sees himself expects a mirror; the other's picture is not turned round. */
  facing: z.enum(['customer', 'cashier']),
});
export type CameraChoice = z.infer<typeof cameraChoiceSchema>;

export const anyCamera: CameraChoice = { on: true, device: null, facing: 'customer' };
