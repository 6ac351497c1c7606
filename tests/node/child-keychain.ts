import { VaultError } from '../../electron/core/ports.ts';
import { createKeychain } from '../../electron/node/keychain.ts';

/** Does to the keychain what its arguments say, a line of output each and ends although a call may hang. */
const steps = process.argv.slice(2);
const limit = steps[0]?.startsWith('time-out:') ? Number(steps.shift()?.slice('time-out:'.length)) : null;
const keychain = createKeychain(limit === null ? {} : { timeoutMs: limit });
const vault = keychain.vaultOf('c-1');

async function run(step: string): Promise<string> {
  const [what, name = '', ...rest] = step.split(':');
  switch (what) {
    case 'check':
      await keychain.check();
      return 'checked';
    case 'get':
      return JSON.stringify(await vault.get(name));
    case 'set':
      await vault.set(name, rest.join(':'));
      return 'set';
    default:
      await vault.delete(name);
      return 'deleted';
  }
}

for (const step of steps) {
  const said = await run(step).catch((error: unknown) =>
    error instanceof VaultError ? error.reason : String(error),
  );
  process.stdout.write(`${said}\n`);
}
keychain.close();
