import { readdirSync, readFileSync } from 'node:fs';

/** Proportional set size of a process and all its descendants, in MiB: shared pages are counted once. */
export function treePssMiB(pid: number, options: { self: boolean } = { self: true }): number {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = /^PPid:\s+(\d+)$/m.exec(readOr(`/proc/${name}/status`))?.[1];
    if (parent !== undefined)
      children.set(Number(parent), [...(children.get(Number(parent)) ?? []), Number(name)]);
  }
  let total = 0;
  const waiting = [pid];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next !== pid || options.self)
      total += Number(/^Pss:\s+(\d+) kB$/m.exec(readOr(`/proc/${next}/smaps_rollup`))?.[1] ?? 0);
    waiting.push(...(children.get(next) ?? []));
  }
  return total / 1024;
}

/** A process may end while it is looked at. */
function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
