import { z } from 'zod';

/** The people of a till: who sells and who may decide. */

export const roles = ['cashier', 'manager'] as const;
export type Role = (typeof roles)[number];

const personSchema = z.strictObject({
  id: z.string().min(1).max(40),
  name: z.string().min(1).max(60),
  role: z.enum(roles),
});
export type PersonView = z.infer<typeof personSchema>;

export const mostPeople = 200;
export const staffViewSchema = z.strictObject({
  /** Empty: nobody was entered yet, and the till is never locked. */
  people: z.array(personSchema).max(mostPeople),
  /** Null with people entered: the till is locked. */
  signedIn: personSchema.nullable(),
});
export type StaffView = z.infer<typeof staffViewSchema>;

/** Four to eight digits. What is easily guessed is refused behind the bridge. */
const pin = z.string().regex(/^\d{4,8}$/);
const id = z.string().min(1).max(40);
const name = z.string().trim().min(1).max(60);
export const firstManagerSchema = z.strictObject({ name, pin });
export const staffArgs = {
  signIn: z.strictObject({ personId: id, pin }),
  /** A badge's barcode. */
  badge: z.strictObject({ code: z.string().min(1).max(200) }),
  approve: z.strictObject({ personId: id, pin }),
  save: z.strictObject({
    /** Null: somebody new. */
    id: id.nullable(),
    name,
    role: z.enum(roles),
    /** Null leaves it as it is. */
    pin: pin.nullable(),
    badge: z.string().trim().min(6).max(200).nullable(),
    confirmed: z.boolean(),
  }),
  remove: z.strictObject({ id, confirmed: z.boolean() }),
  /** The merchant's keys prove that somebody may name a manager anew. */
  recover: z.strictObject({
    clientId: z.string().max(4096),
    clientSecret: z.string().max(4096),
    name,
    pin,
  }),
} as const;
