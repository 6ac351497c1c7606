import { createHttp } from '../../electron/node/http.ts';
import { openJournal } from '../../electron/node/journal.ts';

/** Writes one row ahead and then sends, as every effect does; for a look at what the kernel was asked, in order. */
const [folder = '', url = '', reference = ''] = process.argv.slice(2);
const { journal } = await openJournal({ folder });
const http = createHttp();
await journal.append([
  {
    ...{ type: 'attempt.sent', actor: 'cashier', atMs: Date.now(), serverMs: null },
    ...{ saleId: 's', attemptId: 'a', reference, open: true, body: { amountMinor: 1 } },
  },
]);
const result = await http.send({
  ...{ method: 'POST', url, headers: {}, body: reference, timeoutMs: 5000, fresh: true },
});
process.stdout.write(`${result.kind}\n`);
await http.close();
await journal.close();
