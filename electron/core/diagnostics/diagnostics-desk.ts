import type { DiagnosticsView } from '../../../shared/diagnostics.ts';
import type { Done } from '../../../shared/failures.ts';
import type { CounterIdentity, Stop } from '../ports.ts';
import type { Connection } from '../updates/connection.ts';
import { type DiagnosticParts, diagnosticChecks } from './diagnostic-checks.ts';
import { createDiagnostics } from './diagnostics.ts';
import { diagnosticsText } from './diagnostics-text.ts';

/** What a page may ask about how this counter fares. */
export interface DiagnosticsDesk {
  view(): DiagnosticsView;
  run(): Done;
  stop(): Done;
  text(): string;
  /** A scanner typed something on the page. */
  scannerSeen(): void;
  /** A camera gave a picture on the page. */
  cameraSeen(): void;
  dispose: Stop;
}

export function createDiagnosticsDesk(
  parts: Omit<DiagnosticParts, 'identity' | 'scannedAtMs' | 'filmedAtMs'> & {
    identity: Pick<CounterIdentity, 'apiUrl' | 'counterId' | 'environment'>;
    connection: Pick<Connection, 'view'>;
    onChange(view: DiagnosticsView): void;
  },
): DiagnosticsDesk {
  const { identity, clock, serverClock, connection, halt, onChange } = parts;
  let scannedAtMs: number | null = null;
  let filmedAtMs: number | null = null;
  const diagnostics = createDiagnostics({
    clock,
    nowMs: serverClock.nowMs,
    checks: diagnosticChecks({
      ...parts,
      scannedAtMs: () => scannedAtMs,
      filmedAtMs: () => filmedAtMs,
    }),
    onChange: () => onChange(diagnostics.view()),
  });

  return {
    ...diagnostics,
    text: () =>
      diagnosticsText(diagnostics.view(), {
        environment: identity.environment,
        counterId: identity.counterId,
        connection: connection.view().state,
        halt: halt()?.reason ?? null,
        nowMs: serverClock.nowMs(),
      }),
    scannerSeen() {
      scannedAtMs = serverClock.nowMs();
    },
    cameraSeen() {
      filmedAtMs = serverClock.nowMs();
    },
  };
}
