import { z } from 'zod';

/** One page for a call with support: each line is good, or says what is wrong and what to do. */

export const diagnosticNames = [
  'api',
  'token',
  'dns',
  'proxy',
  'tls',
  'clock',
  'keychain',
  'journal',
  'disk',
  'webhooks',
  'scanner',
  'camera',
  'versions',
] as const;
export type DiagnosticName = (typeof diagnosticNames)[number];

/** What is wrong, or worth knowing; each has a sentence that says what to do. */
export const diagnosticReasons = [
  'time-out', // the line took longer than it may
  'failed', // it could not even be looked at
  'api-unreachable',
  'api-silent', // reached, and it did not answer
  'api-error', // it answered that it fails
  'api-not-fex',
  'api-no-token', // reached; without a sign-in nothing more can be asked
  'api-refused',
  'token-refused',
  'token-unreachable',
  'token-not-fex',
  'token-no-secret',
  'dns-unknown',
  'dns-no-answer',
  'dns-by-proxy', // not asked here: the proxy looks names up
  'proxy-unreachable',
  'proxy-password',
  'system-proxy-unusable',
  'tls-untrusted',
  'tls-unreachable',
  'tls-plain', // no TLS on the way to FEX
  'tls-ends-soon',
  'ca-unreadable',
  'ca-no-certificate',
  'ca-expired',
  'clock-off',
  'clock-unknown',
  'keychain-none', // a counter of this kind has none
  'keychain-locked',
  'keychain-missing',
  'keychain-plain',
  'keys-gone',
  'journal-damaged',
  'journal-unwritable',
  'disk-low',
  'disk-unknown',
  'webhooks-off',
  'webhooks-untested',
  'webhooks-no-listener',
  'webhooks-unproved',
  'webhooks-missed',
  'scanner-never',
  'camera-never',
] as const;
export type DiagnosticReason = (typeof diagnosticReasons)[number];

/** Figures and names of a line; the words around them are the screen's. */
export const diagnosticFacts = [
  'ms',
  'host',
  'proxy',
  'days',
  'issuer',
  'seconds',
  'rows',
  'total',
  'megabytes',
  'open',
  'unsettled',
  'gigabytes',
  'atMs',
  'app',
  'node',
  'system',
] as const;

export const diagnosticLineSchema = z.strictObject({
  name: z.enum(diagnosticNames),
  /** `noted`: not as it could be, and not in the way. */
  state: z.enum(['waiting', 'running', 'good', 'noted', 'bad', 'stopped']),
  why: z.enum(diagnosticReasons).nullable(),
  facts: z.partialRecord(z.enum(diagnosticFacts), z.union([z.string().max(200), z.number()])),
});
export type DiagnosticLine = z.infer<typeof diagnosticLineSchema>;

export const diagnosticsSchema = z.strictObject({
  running: z.boolean(),
  /** When the last look ended, in FEX's time; null before the first. */
  checkedAtMs: z.number().int().nullable(),
  lines: z.array(diagnosticLineSchema).max(diagnosticNames.length),
});
export type DiagnosticsView = z.infer<typeof diagnosticsSchema>;

/** The same as text for support, without anything that opens a door or names a customer. */
export const diagnosticsTextSchema = z.strictObject({ text: z.string().max(8000) });
