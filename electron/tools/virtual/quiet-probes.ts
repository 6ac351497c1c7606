import type { Probes } from '../../core/ports.ts';

/** A machine with nothing to tell. */
export const quietProbes: Probes = {
  lookUp: async () => 'found',
  reach: async () => ({ ok: true, certificate: null }),
  journalFile: async () => ({ bytes: 3_250_586, checkedSeq: 0 }),
  freeBytes: async () => 41 * 1024 ** 3,
  versions: { app: '0.1.0', node: '24', system: 'virtual' },
};
