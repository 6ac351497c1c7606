import { openJournal } from '../../electron/node/journal.ts';

/** Appends until it is killed, and prints the sequence of every row it was told is kept. */
const [folder = ''] = process.argv.slice(2);
const { journal } = await openJournal({ folder });
for (let count = 1; ; count += 1) {
  const head = await journal.append([
    {
      type: 'attempt.sent',
      actor: 'cashier',
      atMs: Date.now(),
      serverMs: null,
      saleId: `sale-${count}`,
      attemptId: `attempt-${count}`,
      reference: `reference-${count}`,
      open: true,
      body: { amountMinor: count },
    },
  ]);
  process.stdout.write(`${head.seq}\n`);
}
