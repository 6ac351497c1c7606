import { createLives, type Lives } from './lives.ts';
import { resultOf, type TortureResult } from './report.ts';
import { openShop, type Shop } from './shop.ts';

export interface TortureOptions {
  kills: number;
  seed: number;
  /** Told how far it is, every two seconds. */
  say?: (line: string) => void;
  /** Ends the run at once. */
  signal?: AbortSignal;
  /** Another built main process than the project's own. */
  main?: string;
  /** No life takes much longer than its start. */
  hurry?: boolean;
  /** Keeps nothing on the disk, for runs that are meant to fail. */
  forget?: boolean;
}

/** When a life ends: at any moment, soon after a press, as a request arrives at FEX, or while it starts. */
const aims = ['moment', 'moment', 'press', 'press', 'wire', 'wire', 'start'] as const;
const longestAimMs = 4_000;
const hurriedAimMs = 1_200;
const progressEveryMs = 2_000;

/** Kills the built counter at random moments; its journal and FEX's books must agree all the time. */
export async function torture(options: TortureOptions): Promise<TortureResult> {
  const { kills, seed, signal, say = () => {}, forget = false } = options;
  const shop = await openShop({ seed, ...(options.main ? { main: options.main } : {}) });
  const lives = createLives(shop);
  const { wrong } = lives;
  const fate = shop.dice('fate');
  const began = performance.now();
  let saidAt = began;
  let killed = 0;
  signal?.addEventListener('abort', () => void lives.end());
  try {
    while (killed < kills && wrong.length === 0 && !signal?.aborted) {
      await liveAndDie(shop, lives, fate, { number: killed + 1, hurry: options.hurry === true });
      if (signal?.aborted) break;
      killed += 1;
      if (performance.now() - saidAt < progressEveryMs) continue;
      saidAt = performance.now();
      const { intents, paid } = resultOf(shop, lives, killed, false);
      say(`${killed} of ${kills} kills, ${intents} intents, ${paid} paid, ${seconds(saidAt - began)}`);
    }
    if (wrong.length === 0 && !signal?.aborted) {
      say('A quiet end: every payment has to find its place …');
      await lives.settle();
    }
    return resultOf(shop, lives, killed, !forget);
  } finally {
    await lives.end();
    await shop.close(wrong.length > 0 && !forget);
  }
}

/** One life of the counter, ended by SIGKILL. */
async function liveAndDie(
  { weather, wire, fex }: Shop,
  lives: Lives,
  fate: ReturnType<Shop['dice']>,
  { number, hurry }: { number: number; hurry: boolean },
): Promise<void> {
  const dark = fate.chance(0.1);
  const sky = weather.change(dark && fate.chance(0.5) ? 'reads fail' : null);
  const aim = fate.pick(aims);
  lives.tell(`life ${number}: ${sky}; it ends by ${aim}`);
  if (dark) {
    // It stayed dark: codes run out, tokens too, and what nobody knows may be settled by hand.
    const darkMs = fate.whole(60_000, 200_000);
    lives.tell(`dark for ${Math.round(darkMs / 1000)} s of FEX's time`);
    await fex.advance(darkMs);
  }
  const till = lives.begin();
  const timers: NodeJS.Timeout[] = [];
  let killed = false;
  const strike = () => {
    killed = true;
    lives.tell('SIGKILL');
    void till.kill();
  };
  const strikeIn = (ms: number) => void timers.push(setTimeout(strike, ms));
  let still = aim === 'press' ? fate.whole(1, 6) : fate.whole(1, 4);
  const pressing = () => {
    still -= aim === 'press' ? 1 : 0;
    if (aim === 'press' && still === 0) strikeIn(fate.whole(0, 40));
  };
  if (aim === 'start') strikeIn(fate.whole(20, 400));
  if (aim === 'wire') {
    const beforeItsEffect = fate.chance(0.5);
    wire.onSend = () => {
      still -= 1;
      if (still !== 0) return;
      if (beforeItsEffect) strike();
      else strikeIn(fate.whole(0, 12));
    };
  }
  const long = fate.chance(0.05) && !hurry;
  const momentMs = long ? fate.whole(3_000, 12_000) : fate.next() ** 2 * 1_500;
  till.ready.then(
    () => strikeIn(aim === 'moment' ? momentMs : hurry ? hurriedAimMs : longestAimMs),
    () => {},
  );
  const working = lives.attend(till, () => killed, { pressing });
  const code = await till.exited;
  wire.onSend = () => {};
  for (const timer of timers) clearTimeout(timer);
  await working;
  if (killed || lives.isOver()) return;
  lives.wrong.push(`the counter ended by itself (${code}) in life ${number}: ${till.said().trim()}`);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(0)} s`;
}
