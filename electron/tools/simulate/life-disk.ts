import type { Inbox, Journal } from '../../core/ports.ts';
import { createMemoryJournal } from '../virtual/memory-journal.ts';
import type { Life, Machine, World } from './world-types.ts';

const never = new Promise<never>(() => {});

/**
 * The disk as one run of the process sees it. An append is written, synced some milliseconds later and only then
 * acknowledged; a run that died hears nothing any more, and what was not synced may be gone.
 */
export function createLifeDisk(
  world: World,
  machine: Machine,
  life: Life,
  syncMs: number,
): { journal: Journal; inbox: Inbox } {
  const { timeline } = world;
  const memory = createMemoryJournal(machine.disk);
  let atOnce = false;

  memory.beforeCommit(() => {
    if (!life.alive) return never;
    if (atOnce) return undefined;
    return new Promise((resolve) => {
      life.syncing.add(resolve);
      life.after(syncMs, () => {
        life.syncing.delete(resolve);
        resolve();
      });
    });
  });

  const ifAlive = async <T>(work: Promise<T>): Promise<T> => {
    const value = await work.catch((error: unknown) => (life.alive ? Promise.reject(error) : never));
    return life.alive ? value : never;
  };

  async function append(rows: Parameters<Journal['append']>[0]) {
    if (!life.alive) return never;
    const fault = machine.take('append');
    if (fault !== null) {
      world.count(fault.kind);
      world.note(machine.name, `disk: ${fault.kind} at ${rows.map((row) => row.type).join(', ')}`);
    }
    switch (fault?.kind) {
      case 'kill-before-commit':
        machine.kill(fault.ms, true);
        return never;
      case 'kill-after-commit':
        atOnce = true;
        await memory.journal.append(rows);
        machine.kill(fault.ms, true);
        return never;
      case 'power-cut':
        timeline.after(syncMs / 2, () => machine.kill(fault.ms, true));
        break;
      case 'disk-full':
        memory.failWith('disk-full');
        world.witness.trouble(machine, fault.ms);
        timeline.after(fault.ms, () => memory.failWith(null));
        break;
      default:
    }
    return ifAlive(memory.journal.append(rows));
  }

  return {
    journal: {
      ...memory.journal,
      append,
      head: () => ifAlive(memory.journal.head()),
      hashAt: (seq) => ifAlive(memory.journal.hashAt(seq)),
      openAttempts: () => ifAlive(memory.journal.openAttempts()),
      attempts: (ids) => ifAlive(memory.journal.attempts(ids)),
      newest: (types) => ifAlive(memory.journal.newest(types)),
    },
    inbox: {
      store: (entry) => (life.alive ? ifAlive(memory.inbox.store(entry)) : never),
      waiting: (first) => ifAlive(memory.inbox.waiting(first)),
      done: (bodyHash) => (life.alive ? ifAlive(memory.inbox.done(bodyHash)) : never),
    },
  };
}
