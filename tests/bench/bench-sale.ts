import { setTimeout as pause } from 'node:timers/promises';
import type { OwnDisplay } from '../../electron/tools/display.ts';
import { openBenchTill, sell } from './bench-till.ts';
import { atMost, type Figure, percentile, spread } from './figures.ts';
import { treePssMiB } from './memory.ts';
import { startBareNode, startBlankPage } from './yardsticks.ts';

type Say = (line: string) => void;

const restMs = 15_000;

/** 500 sales by webhook: latency over the first 200, memory over all, at rest after every hundred. */
export async function benchSale(display: OwnDisplay, say: Say, sales = 500): Promise<Figure[]> {
  const blank = await startBlankPage(display.env);
  const node = await startBareNode();
  // Chromium alone, without the process that holds it, and a Node process that does nothing.
  const yardstickMiB = treePssMiB(blank.child.pid ?? 0, { self: false }) + treePssMiB(node.child.pid ?? 0);
  await Promise.all([blank.stop(), node.stop()]);

  const till = await openBenchTill(display, true);
  try {
    const charge: number[] = [];
    const paid: number[] = [];
    const memory: number[] = [];
    for (let sale = 1; sale <= sales; sale += 1) {
      const times = await sell(till);
      if (sale > 3 && sale <= 203) {
        charge.push(times.chargeToQrMs);
        paid.push(times.completedToPaidMs);
      }
      if (sale % 100 === 0) {
        // At rest: what a burst of sales leaves lying about for a moment is not what the counter needs.
        await pause(restMs);
        memory.push(treePssMiB(till.counter.child.pid ?? 0));
        say(`  ${sale} of ${sales} sales, ${Math.round(memory.at(-1) ?? 0)} MiB at rest`);
      }
    }
    const after100 = memory[0] ?? Number.NaN;
    const last = memory.at(-1) ?? Number.NaN;
    say(`  Charge → QR painted: ${spread(charge, 'ms')}`);
    say(`  completed → Paid painted by webhook: ${spread(paid, 'ms')}`);
    say(
      `  memory: ${Math.round(last)} MiB beside ${Math.round(yardstickMiB)} MiB of a blank page and a bare Node`,
    );
    return [
      atMost('charge-to-qr-p95', percentile(charge, 0.95), 60, 'ms'),
      atMost('paid-by-webhook-p95', percentile(paid, 0.95), 100, 'ms'),
      atMost('memory-ratio', last / yardstickMiB, 1.3, '×'),
      atMost('memory-growth', ((last - after100) / after100) * 100, 5, '%'),
    ];
  } finally {
    await till.close();
  }
}

/** The same without webhooks: news come by polling every two seconds. */
export async function benchPolling(display: OwnDisplay, say: Say, sales = 40): Promise<Figure[]> {
  const till = await openBenchTill(display, false);
  try {
    const paid: number[] = [];
    for (let sale = 1; sale <= sales; sale += 1) paid.push((await sell(till)).completedToPaidMs);
    say(`  completed → Paid painted by polling: ${spread(paid, 'ms')}`);
    return [atMost('paid-by-polling-p95', percentile(paid, 0.95), 2200, 'ms')];
  } finally {
    await till.close();
  }
}
