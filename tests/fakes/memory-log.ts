import type { Log } from '../../electron/core/ports.ts';

export interface LogLine {
  level: 'info' | 'warn' | 'error';
  event: string;
  fields: Readonly<Record<string, string | number | boolean | null>>;
}

export interface MemoryLog extends Log {
  lines: LogLine[];
  /** Whether a line with this event was written. */
  has(event: string): boolean;
}

/** Keeps every line, for tests that ask what was said, and that no secret was. */
export function createMemoryLog(): MemoryLog {
  const lines: LogLine[] = [];
  const write =
    (level: LogLine['level']): Log['info'] =>
    (event, fields = {}) => {
      lines.push({ level, event, fields });
    };
  return {
    lines,
    has: (event) => lines.some((line) => line.event === event),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
}
