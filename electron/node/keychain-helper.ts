import keytar from 'keytar';
import type { HelperReply, HelperRequest } from './keychain-process.ts';

/**
 * The process that talks to the keychain. Its library may hang in a prompt for ever, and once the keychain's own
 * program was started anew it never finds it again; a process of its own can be ended, the counter cannot.
 */
interface Door {
  on(event: 'message', hear: (message: unknown) => void): unknown;
  postMessage?(reply: HelperReply): void;
}

// Electron's own kind of child process has another door than Node's.
const parentPort = (process as unknown as { parentPort?: Door }).parentPort;

function answer(reply: HelperReply): void {
  if (parentPort?.postMessage) parentPort.postMessage(reply);
  else process.send?.(reply);
}

async function work({ id, what, service, account, secret }: HelperRequest): Promise<HelperReply> {
  try {
    if (what === 'get') return { id, ok: true, value: await keytar.getPassword(service, account) };
    if (what === 'delete') return { id, ok: true, value: await keytar.deletePassword(service, account) };
    await keytar.setPassword(service, account, secret);
    return { id, ok: true, value: null };
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

function hear(request: HelperRequest): void {
  void work(request).then(answer);
}

if (parentPort !== undefined) {
  parentPort.on('message', (event) => hear((event as { data: HelperRequest }).data));
} else {
  process.on('message', (message) => hear(message as HelperRequest));
  // Nobody is left to answer; an ordinary exit would wait for a call that hangs.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}
