import { type CounterProcess, startCounter } from '../../electron/tools/counter-process.ts';
import type { OwnDisplay } from '../../electron/tools/display.ts';
import { startBenchFex } from './bench-fex.ts';
import { openBenchProfile } from './bench-profile.ts';
import { attachToPage } from './devtools.ts';
import { atMost, type Figure, median, spread } from './figures.ts';
import { takeHand } from './hand.ts';

/**
 * Power cut and start again: with a code on the screen when it came, beside the same profile with nothing open.
 * By turns, so that both see the same machine; both were killed, so that both find a log to go through.
 */
export async function benchRestart(
  display: OwnDisplay,
  say: (line: string) => void,
  rounds = 12,
): Promise<Figure[]> {
  const fex = await startBenchFex(null);
  const profiles = await openBenchProfile(fex);
  const start = (profile: string) =>
    startCounter({
      args: [...profiles.args(profile), '--devtools-port', '0'],
      env: display.env,
    });
  const times = { plain: [] as number[], open: [] as number[] };
  const codes = { plain: [] as number[], open: [] as number[] };
  try {
    await prepare(await start('plain'), true);
    await prepare(await start('open'), false);
    for (let round = 0; round <= rounds; round += 1) {
      for (const which of ['plain', 'open'] as const) {
        const startedAt = performance.now();
        const counter = await start(which);
        const readyMs = performance.now() - startedAt;
        await screenIs(counter, which === 'plain' ? 'keypad' : 'showing-qr');
        const shownMs = performance.now() - startedAt;
        await counter.kill();
        // The first of each reads from a cold disk.
        if (round === 0) continue;
        times[which].push(readyMs);
        codes[which].push(shownMs);
      }
    }
  } finally {
    await fex.stop();
    await profiles.remove();
  }
  say(`  nothing open, spawn → keypad painted: ${spread(times.plain, 'ms')}`);
  say(`  a payment open, spawn → it is painted: ${spread(times.open, 'ms')}`);
  say(`  nothing open, spawn → keypad seen by a driver: ${spread(codes.plain, 'ms')}`);
  say(`  a payment open, spawn → FEX was read, its code seen by a driver: ${spread(codes.open, 'ms')}`);
  return [
    atMost('restart-ratio', median(times.open) / median(times.plain), 1.3, '×'),
    atMost('restart-to-code-ratio', median(codes.open) / median(codes.plain), 1.3, '×'),
  ];
}

/** Shows a code; where nothing is to be open, cancels it again. Ends with a power cut. */
async function prepare(counter: CounterProcess, cancel: boolean): Promise<void> {
  const devtools = await attachToPage(counter.devtools ?? '');
  const hand = await takeHand(devtools);
  for (const digit of '500') await hand.press(digit);
  await hand.press('Charge');
  await hand.painted('showing-qr');
  if (cancel) {
    await hand.press('Cancel');
    await hand.painted('not-charged');
    await hand.press('Next sale');
    await hand.painted('keypad');
  }
  devtools.close();
  await counter.kill();
}

async function screenIs(counter: CounterProcess, screen: string): Promise<void> {
  const devtools = await attachToPage(counter.devtools ?? '');
  await devtools.send('Runtime.evaluate', {
    awaitPromise: true,
    expression: `new Promise((done) => {
      const look = () =>
        document.querySelector('[data-screen="${screen}"]') ? done() : requestAnimationFrame(look);
      look();
    })`,
  });
  devtools.close();
}
