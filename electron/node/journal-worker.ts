import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { checkJournal } from './journal-check.ts';
import { readChecked, writeChecked } from './journal-checked.ts';
import { JournalRefusal, journalFault } from './journal-fault.ts';
import { openCheckedStore } from './journal-open.ts';
import type { JournalCheckReply, JournalReply, JournalRequest, JournalWorkerData } from './journal-wire.ts';

/**
 * The thread that owns the journal's file. Commits wait for the disk, which would hold up a page's every event
 * on the main thread; here they hold up only each other, and those that had to wait share the next one.
 * A second thread of this file checks the whole journal now and then.
 */

const port = parentPort;
if (!port) throw new Error('The journal runs in a worker thread.');
const { file, task, tag = null } = workerData as JournalWorkerData;

function keep(port: MessagePort): void {
  const reply = (message: JournalReply) => port.postMessage(message);
  try {
    const { store, damage } = openCheckedStore(file, Date.now(), tag);
    port.on('message', (first: JournalRequest) => {
      const requests = [first];
      for (let more = receiveMessageOnPort(port); more; more = receiveMessageOnPort(port)) {
        requests.push(more.message as JournalRequest);
      }
      const results = store.run(requests);
      const end = requests.find((request) => request.kind === 'close');
      if (end) store.close();
      for (const [index, request] of requests.entries()) {
        const result = results[index];
        if (!result) continue;
        if (!result.ok && result.fault.reason === 'damaged') {
          writeChecked(file, { ...readChecked(file), broken: result.fault.message });
        }
        reply({ id: request.id, ...result });
      }
      if (end) port.close();
    });
    reply({ id: 0, ok: true, value: damage });
  } catch (error) {
    const fault = error instanceof JournalRefusal ? error.fault : journalFault(error);
    reply({ id: 0, ok: false, fault });
  }
}

async function check(port: MessagePort): Promise<void> {
  const reply = (message: JournalCheckReply) => port.postMessage(message);
  reply(await checkJournal(file).catch(() => null));
}

if (task === 'keep') keep(port);
else await check(port);
