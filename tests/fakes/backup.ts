import type { MemoryDisk } from '../../electron/tools/virtual/memory-journal.ts';

/** A journal as somebody copied it, to be put back later. */
export function backUp(disk: MemoryDisk): (onto: MemoryDisk) => void {
  const rows = [...disk.rows];
  const open = [...disk.open];
  const newest = [...disk.newest];
  const byAttempt = [...disk.byAttempt].map(([id, of]) => [id, [...of]] as const);
  return (onto) => {
    onto.rows.splice(0, onto.rows.length, ...rows);
    fill(onto.open, open);
    fill(onto.newest, newest);
    fill(
      onto.byAttempt,
      byAttempt.map(([id, of]) => [id, [...of]] as const),
    );
  };
}

function fill<K, V>(map: Map<K, V>, entries: readonly (readonly [K, V])[]): void {
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
}
