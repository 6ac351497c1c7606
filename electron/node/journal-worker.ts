import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { JournalRefusal, journalFault } from './journal-fault.ts';
import { openJournalFile } from './journal-file.ts';
import { createJournalStore } from './journal-store.ts';
import type { JournalReply, JournalRequest, JournalWorkerData } from './journal-wire.ts';

/**
 * The thread that owns the journal's file. Commits wait for the disk, which would hold up a page's every event
 * on the main thread; here they hold up only each other, and those that had to wait share the next one.
 */

const port = parentPort;
if (!port) throw new Error('The journal runs in a worker thread.');
const { file } = workerData as JournalWorkerData;
const reply = (message: JournalReply) => port.postMessage(message);

try {
  const store = createJournalStore(openJournalFile(file));
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
      if (result) reply({ id: request.id, ...result });
    }
    if (end) port.close();
  });
  reply({ id: 0, ok: true, value: null });
} catch (error) {
  const fault = error instanceof JournalRefusal ? error.fault : journalFault(error);
  reply({ id: 0, ok: false, fault });
}
