import { takeLock } from '../../electron/node/lock.ts';

/** Tries the lock, says how it went, and stays until it is killed. */
const [folder = ''] = process.argv.slice(2);
process.stdout.write(takeLock(folder) ? 'held\n' : 'refused\n');
process.stdin.resume();
