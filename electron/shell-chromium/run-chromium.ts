import { type CounterForShell, pairExitCode } from '../core/shell-port.ts';
import { type EntryOptions, readyLine } from '../node/entry-options.ts';
import { ChromiumError } from './chromium-process.ts';
import { type ChromiumWindow, openChromiumWindow, windowOrigin } from './open-window.ts';

/**
 * One counter in one Chromium window, from start to end: whichever of them ends first takes the other along.
 * Resolves with the exit code.
 */
export async function runChromium(run: {
  options: EntryOptions;
  environment: 'training' | 'sandbox' | 'live';
  bundleFolder: string;
  bridgeFile: string;
  /**
   * Starts as soon as Chromium boots; is told the one origin calls may come from. Its rejection's message is a
   * sentence for a person.
   */
  openCounter: (origin: string) => Promise<CounterForShell>;
  extraFlags?: readonly string[];
  /** Whether a counter that cannot open leaves its sentence on the screen until somebody closes it. */
  lingers?: boolean;
}): Promise<number> {
  const { options } = run;
  const stop = stopRequested();
  const say = (sentence: string) => void process.stderr.write(`${sentence}\n`);
  // An expected failure is one sentence; a surprise shows where it comes from.
  const tell = (error: unknown) => {
    const expected = error instanceof ChromiumError || (error instanceof Error && error.name !== 'Error');
    say(expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
  };
  const {
    promise: counter,
    resolve: counterOpens,
    reject: counterStays,
  } = Promise.withResolvers<CounterForShell>();
  // Said at once; what it means for the window is judged below.
  counter.catch(tell);
  let window: ChromiumWindow | null = null;
  try {
    const opening = openChromiumWindow({
      counter,
      bundleFolder: run.bundleFolder,
      bridgeFile: run.bridgeFile,
      environment: run.environment,
      devtoolsPort: options.devtoolsPort,
      kiosk: options.kiosk,
      noSandbox: options.noSandbox,
      windowSize: options.windowSize,
      devUrl: options.devUrl,
      extraFlags: run.extraFlags ?? [],
      warn: say,
      // Only now: Chromium boots while the counter is loaded.
      started: () => counterOpens(run.openCounter(windowOrigin(options.devUrl))),
    });
    // Means nothing where the counter was told to open already.
    opening.catch(counterStays);
    const [opened, ready] = await Promise.allSettled([opening, counter]);
    if (opened.status === 'fulfilled') window = opened.value;
    if (ready.status === 'rejected') {
      // Started from a desktop there is no terminal: the window says it too, and to close it.
      if (window !== null && run.lingers) await Promise.race([window.closed, stop.asked]);
      return 1;
    }
    if (opened.status === 'rejected') throw opened.reason;
    const { devtools, closed } = opened.value;
    ready.value.painted.then(
      ({ webhookUrl }) => process.stdout.write(readyLine({ devtools, webhook: webhookUrl })),
      () => {},
    );
    const pairing = ready.value.wantsPairing?.then(() => pairExitCode);
    const ended = Promise.race([closed, stop.asked]).then(() => 0);
    return await Promise.race(pairing === undefined ? [ended] : [ended, pairing]);
  } catch (error) {
    tell(error);
    return 1;
  } finally {
    await window?.close();
    await counter.then((ready) => ready.dispose()).catch(() => {});
    stop.forget();
  }
}

/** A signal, or the end of whoever started us. Asking twice changes nothing: closing is under way. */
function stopRequested(): { asked: Promise<void>; forget: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const hear = () => resolve();
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, hear);
  // The launcher holds an IPC channel to us: when it dies without a word, this is how we learn it.
  process.on('disconnect', hear);
  return {
    asked: promise,
    forget() {
      for (const signal of signals) process.off(signal, hear);
      process.off('disconnect', hear);
    },
  };
}
