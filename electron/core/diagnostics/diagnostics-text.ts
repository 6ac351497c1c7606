import type { DiagnosticsView } from '../../../shared/diagnostics.ts';
import type { ConnectionView, HaltView } from '../../../shared/snapshot.ts';
import { utcText } from './utc-text.ts';

/**
 * The page as text for whoever helps over the phone, in English. Only what the lines already show goes in: hosts,
 * figures and reasons; of the counter's id the last four characters, and no path, which may hold it whole.
 */
export function diagnosticsText(
  view: DiagnosticsView,
  about: {
    environment: string;
    counterId: string;
    connection: ConnectionView['state'];
    halt: HaltView['reason'] | null;
    nowMs: number;
  },
): string {
  const lines = view.lines.map(({ name, state, why, facts }) => {
    const told = Object.entries(facts).map(([fact, value]) =>
      fact === 'atMs' ? `at ${utcText(Number(value))}` : `${fact} ${value === '' ? 'none' : value}`,
    );
    return `${state.toUpperCase().padEnd(8)}${[name, ...(why === null ? [] : [why]), ...told].join(', ')}`;
  });
  return [
    `FEX Counter, ${about.environment}, counter …${about.counterId.slice(-4)}, ${utcText(about.nowMs)}`,
    `Connection ${about.connection}; charging ${about.halt === null ? 'possible' : `stopped: ${about.halt}`}`,
    ...lines,
    '',
  ].join('\n');
}
