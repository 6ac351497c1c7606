import { Worker } from 'node:worker_threads';
import type { JournalDamage, Stop } from '../core/ports.ts';
import type { JournalChecked, JournalCheckReply, JournalWorkerData } from './journal-wire.ts';

/** What is known of the journal's damage, and whoever wants to know. */
export interface DamageNews {
  tell(damage: JournalDamage): void;
  onDamage(hear: (damage: JournalDamage) => void): Stop;
}

export function createDamageNews(): DamageNews {
  const known = new Map<string, JournalDamage>();
  const hearers = new Set<(damage: JournalDamage) => void>();
  return {
    tell(damage) {
      // A broken file says so at every call.
      if (known.has(damage.kind)) return;
      known.set(damage.kind, damage);
      for (const hear of hearers) hear(damage);
    },
    onDamage(hear) {
      hearers.add(hear);
      for (const damage of known.values()) hear(damage);
      return () => hearers.delete(hear);
    },
  };
}

const againMs = 24 * 3600_000;

/** Checks the whole journal after `firstMs`, then daily, each time on a thread that ends with its work. */
export function checkNowAndThen(options: {
  file: string;
  workerUrl: URL;
  firstMs: number;
  heard: (checked: JournalChecked) => void;
}): { stop(): Promise<void> } {
  let worker: Worker | null = null;
  let timer = setTimeout(start, options.firstMs);
  timer.unref();

  function start(): void {
    const workerData: JournalWorkerData = { file: options.file, task: 'check' };
    worker = new Worker(options.workerUrl, { workerData, name: 'journal-check' });
    worker.unref();
    worker.on('message', (reply: JournalCheckReply) => {
      if (reply !== null) options.heard(reply);
    });
    // It only reads; what stops it is no reason to stop a sale, and the next one tries again.
    worker.on('error', () => {});
    worker.on('exit', () => {
      worker = null;
    });
    timer = setTimeout(start, againMs);
    timer.unref();
  }

  return {
    async stop() {
      clearTimeout(timer);
      await worker?.terminate();
    },
  };
}
