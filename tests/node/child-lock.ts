import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { takeLock } from '../../electron/node/lock.ts';

/** Tries the lock, forgets about it, says how it went, and stays until it is killed. */
const [folder = ''] = process.argv.slice(2);
const word = takeLock(folder) ? 'held\n' : 'refused\n';
setFlagsFromString('--expose-gc');
// A counter that runs for months collects what nobody refers to, and the lock with it if it can.
runInNewContext('gc')();
process.stdout.write(word);
process.stdin.resume();
