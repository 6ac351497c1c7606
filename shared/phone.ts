import { z } from 'zod';
import { qrPictureSchema } from './payment-view.ts';

/** The customer's phone: a panel of the training counter that plays the other side of the sale. */

const id = z.string().min(1).max(100);

export const phoneSchema = z.strictObject({
  wallets: z
    .array(
      z.strictObject({
        walletId: id,
        name: z.string().max(80),
        currency: z.string().length(3),
        balanceMinor: z.number().int(),
        /** What of it can be spent at this merchant. */
        spendableMinor: z.number().int(),
        /** The text of the wallet's code, as a scanner would type it, and its picture. */
        code: z.string().max(512),
        qr: qrPictureSchema,
      }),
    )
    .max(20),
  /** Requests that wait on a phone for approval. */
  approvals: z
    .array(
      z.strictObject({
        intentId: id,
        walletId: id,
        amountMinor: z.number().int(),
        currency: z.string().length(3),
        merchantName: z.string().max(200),
        description: z.string().max(200).nullable(),
        expiresAtMs: z.number().int(),
      }),
    )
    .max(50),
});
export type Phone = z.infer<typeof phoneSchema>;
