import type { JournalFault } from './journal-wire.ts';

/** https://www.sqlite.org/rescode.html; the low byte is the kind, the whole number the case. */
const full = 13;
const readOnly = 8;
const cannotOpen = 14;
const corrupt = 11;
const notADatabase = 26;
/** Growing the shared-memory file failed; on a disk that works that means no room. */
const noRoomForSharedMemory = 4874;

/** What an error of SQLite or the file system means for the journal. */
export function journalFault(error: unknown): JournalFault {
  const said = error instanceof Error ? error.message : String(error);
  const code = numberOf(error, 'errcode');
  const kind = code === null ? null : code & 0xff;
  if (kind === full || code === noRoomForSharedMemory || has(error, ['ENOSPC', 'EDQUOT'])) {
    return { reason: 'disk-full', message: `The disk is full, nothing was recorded (${said}).` };
  }
  if (kind === readOnly || kind === cannotOpen || has(error, ['EROFS', 'EACCES', 'EPERM'])) {
    return { reason: 'read-only', message: `The journal cannot be written (${said}).` };
  }
  if (kind === corrupt || kind === notADatabase) {
    return { reason: 'damaged', message: `The journal's file is damaged (${said}).` };
  }
  return { reason: 'failed', message: `The journal could not do this (${said}).` };
}

/** A fault that is known before SQLite says anything. */
export class JournalRefusal extends Error {
  readonly fault: JournalFault;
  constructor(reason: JournalFault['reason'], message: string) {
    super(message);
    this.name = 'JournalRefusal';
    this.fault = { reason, message };
  }
}

function numberOf(error: unknown, key: string): number | null {
  const value = error instanceof Error ? (error as unknown as Record<string, unknown>)[key] : null;
  return typeof value === 'number' ? value : null;
}

function has(error: unknown, codes: readonly string[]): boolean {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code !== undefined && codes.includes(code);
}
