import { z } from 'zod';

/** The way out of this computer: through a proxy or not, and whose certificates are trusted. */

export const proxyModes = ['system', 'none', 'own'] as const;
export type ProxyMode = (typeof proxyModes)[number];

/** What a manager types. An empty text is nothing. */
export const networkSetupSchema = z.strictObject({
  /** `system`: as HTTPS_PROXY, HTTP_PROXY and NO_PROXY say, which is nothing where they are not set. */
  proxy: z.enum(proxyModes),
  /** `http://host:port`, without name or password; for `own` only. */
  proxyUrl: z.string().trim().max(500),
  /** Hosts that are reached without the proxy, with commas between them; for `own` only. */
  exceptions: z.string().trim().max(1000),
  /** A PEM file of authorities that are trusted besides the system's; its path alone is kept. */
  caFile: z.string().trim().max(1000),
});
export type NetworkSetup = z.infer<typeof networkSetupSchema>;

export const plainNetwork: NetworkSetup = { proxy: 'system', proxyUrl: '', exceptions: '', caFile: '' };

/** What of the set-up cannot be used; each has a sentence of its own. */
export const networkTroubles = [
  'system-proxy-unusable', // not an http:// address; FEX is asked without it
  'ca-unreadable',
  'ca-no-certificate',
  'ca-expired',
] as const;
export type NetworkTrouble = (typeof networkTroubles)[number];

/** What is in use. */
export const networkUseSchema = z.strictObject({
  /** Host and port of the proxy, or null where none is asked. Never its name or password. */
  proxy: z.string().max(300).nullable(),
  /** How many authorities are trusted besides the system's. */
  authorities: z.number().int().nonnegative(),
  troubles: z.array(z.enum(networkTroubles)).max(networkTroubles.length),
});
export type NetworkUse = z.infer<typeof networkUseSchema>;

export const networkSchema = networkUseSchema.extend({ setup: networkSetupSchema });
export type NetworkView = z.infer<typeof networkSchema>;

export const networkArgs = {
  save: networkSetupSchema.extend({ confirmed: z.boolean() }),
} as const;
