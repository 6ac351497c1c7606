import type { StoredRow } from '../core/ports.ts';
import type { JournalReader } from '../node/journal-reader.ts';
import { moneyText, timeText, wordsOf } from './journal-words.ts';

/** What happened to whatever this id names, line by line; null where the journal knows nothing of it. */
export function storyOf(reader: JournalReader, id: string): string[] | null {
  const rows = reader.about(id);
  if (rows.length === 0) return null;
  const lines: string[] = [];
  for (const [saleId, ofSale] of Map.groupBy(rows, (row) => row.saleId)) {
    if (lines.length > 0) lines.push('');
    lines.push(...(saleId === null ? ['Belonging to no sale'] : heading(saleId, ofSale)), '');
    lines.push(...timeline(reader, ofSale));
  }
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  lines.push(
    '',
    `Lines stand in the order they were recorded. Times are FEX's to the second where they are known, else this computer's (~), in ${zone}.`,
  );
  return lines;
}

function heading(saleId: string, rows: readonly StoredRow[]): string[] {
  const attempts = new Map(rows.flatMap((row) => (row.attemptId === null ? [] : [[row.attemptId, row]])));
  const first = rows.find((row) => typeof row.body.amountMinor === 'number');
  return [
    `Sale ${saleId}${first ? `, ${moneyText(first.body)}` : ''}`,
    ...[...attempts].map(([attemptId, row]) => `  attempt ${attemptId}, reference ${row.reference}`),
  ];
}

function timeline(reader: JournalReader, rows: readonly StoredRow[]): string[] {
  const texts = (pick: (row: StoredRow) => unknown) =>
    [...new Set(rows.map(pick))].filter((value) => typeof value === 'string');
  const references = texts((row) => row.reference);
  const several = texts((row) => row.attemptId).length > 1;
  const entries = rows.map((row) => ({
    // Webhooks carry this computer's time; the order of rows is the chain's and is never changed.
    atMs: row.atMs,
    line: [
      `${row.serverMs === null ? '~' : ' '}${timeText(row.serverMs ?? row.atMs)}`,
      row.actor.padEnd(8),
      `${wordsOf(row)}${several && row.reference !== null ? ` [${row.reference.slice(-6)}]` : ''}`,
    ].join('  '),
  }));
  const hooks = reader.webhooks(
    texts((row) => row.body.intentId),
    references,
  );
  for (const hook of hooks) {
    const later = entries.findIndex(({ atMs }) => atMs > hook.receivedAtMs);
    const line = `~${timeText(hook.receivedAtMs)}  ${'FEX'.padEnd(8)}  Webhook ${hook.event} arrived (a hint; FEX is read).`;
    entries.splice(later < 0 ? entries.length : later, 0, { atMs: hook.receivedAtMs, line });
  }
  return entries.map(({ line }) => line);
}
