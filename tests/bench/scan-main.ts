import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type FrameKind, frameKinds, hardScene } from '../../electron/tools/scan/hard-frames.ts';
import { framesPerSecond, hardSequence } from '../../electron/tools/scan/hard-sequences.ts';
import { drawScene, frameHeight, frameWidth, type Scene } from '../../electron/tools/scan/phone-scene.ts';
import type { Grey } from '../../renderer/scan/code-reader.ts';
import { createFrameReading } from '../../renderer/scan/frame-reading.ts';
import { openReader } from '../../renderer/scan/open-reader.ts';
import { atLeast, atMost, type Figure, percentile } from './figures.ts';
import { openYardsticks, type Seen, seen, wasmBytes } from './scan-readers.ts';

/**
 * How the counter reads hard pictures of phones, beside others in the same run; times hold on a computer that does
 * nothing else. Prints; never fails a build.
 */

const say = (line: string) => void process.stdout.write(`${line}\n`);
const pictureOf = (scene: Scene): Grey => ({
  data: drawScene(scene).grey,
  width: frameWidth,
  height: frameHeight,
});
/** A still is looked at for as long as a customer would hold a phone. */
const looks = 75;
const frameMs = 1000 / framesPerSecond;

interface Score {
  read: number;
  wrong: number;
  hitMs: number[];
  missMs: number[];
}
const noScore = (): Score => ({ read: 0, wrong: 0, hitMs: [], missMs: [] });

function count(score: Score, text: string | null, truth: string | null, ms: number): void {
  (text === null ? score.missMs : score.hitMs).push(ms);
  if (text === null) return;
  if (text === truth) score.read++;
  else score.wrong++;
}

async function benchFrames(perKind: number): Promise<Figure[]> {
  const yardsticks = await openYardsticks();
  const { reader } = await openReader({ bytes: wasmBytes() });
  const names = ['ours', ...Object.keys(yardsticks)];
  const all = new Map(names.map((name) => [name, noScore()]));
  const byKind: string[] = [];
  const frameTimes = { hit: [] as number[], miss: [] as number[] };
  const complete = new Map<FrameKind, boolean>();
  let pictures = 0;
  for (const kind of frameKinds) {
    const reads = new Map(names.map((name) => [name, 0]));
    const wanted = kind === 'none' ? 2 * perKind : perKind;
    for (let seed = 0; seed < wanted; seed++) {
      const scene = hardScene(kind, seed);
      const picture = pictureOf(scene);
      if (kind !== 'none') pictures++;
      const tally = (name: string, text: string | null, ms: number) => {
        count(all.get(name) as Score, text, scene.text, ms);
        if (text !== null && text === scene.text) reads.set(name, (reads.get(name) ?? 0) + 1);
      };
      const read = createFrameReading(reader);
      let [text, ms] = [null as string | null, 0];
      for (let look = 0; look < looks && text === null; look++) {
        const startMs = performance.now();
        text = (await read(picture))?.text ?? null;
        const took = performance.now() - startMs;
        ms += took;
        (text === null ? frameTimes.miss : frameTimes.hit).push(took);
      }
      tally('ours', text, ms);
      const both = seen(picture);
      for (const [name, readPicture] of Object.entries(yardsticks)) {
        const startMs = performance.now();
        const found = await readPicture(both);
        tally(name, found, performance.now() - startMs);
      }
    }
    complete.set(kind, reads.get('ours') === wanted);
    byKind.push(`${kind.padEnd(14)}${names.map((name) => String(reads.get(name)).padStart(17)).join('')}`);
  }
  const share = (name: string) => (100 * (all.get(name) as Score).read) / pictures;
  say(`\n${''.padEnd(14)}${names.map((name) => name.padStart(17)).join('')}`);
  for (const line of byKind) say(line);
  const row = (title: string, of: (score: Score, name: string) => string) =>
    say(`${title.padEnd(14)}${names.map((name) => of(all.get(name) as Score, name).padStart(17)).join('')}`);
  row('% read', (_score, name) => share(name).toFixed(1));
  row('wrong text', ({ wrong }) => String(wrong));
  row('hit ms p50', ({ hitMs }) => percentile(hitMs, 0.5).toFixed(1));
  row('miss ms p50', ({ missMs }) => percentile(missMs, 0.5).toFixed(1));
  say('(ours: a miss is all looks at one picture together)');
  const wasm = share('zxing-wasm');
  return [
    atLeast('zxing-wasm alone', wasm, 85, '%'),
    atLeast('more than zxing-wasm', share('ours') - wasm, 3.5, 'points'),
    atLeast('inverted and moiré whole', complete.get('inverted') && complete.get('moire') ? 1 : 0, 1, ''),
    atMost('wrong texts', (all.get('ours') as Score).wrong, 0, ''),
    atMost('frame with a hit, p50', percentile(frameTimes.hit, 0.5), 4, 'ms'),
    atMost('frame without, p50', percentile(frameTimes.miss, 0.5), 4.5, 'ms'),
    atMost('frame, p95', percentile([...frameTimes.hit, ...frameTimes.miss], 0.95), 8, 'ms'),
  ];
}

async function benchSequences(perKind: number): Promise<Figure[]> {
  const all = await openYardsticks();
  const yardsticks = ['zxing-wasm', '@zxing tuned', 'jsQR'].map((name) => all[name]);
  const isReadByAny = async (both: Seen, truth: string | null): Promise<boolean> => {
    for (const read of yardsticks) if ((await read?.(both)) === truth) return true;
    return false;
  };
  const { reader } = await openReader({ bytes: wasmBytes() });
  let [readable, read, victories, hopeless, wrong] = [0, 0, 0, 0, 0];
  const delays: number[] = [];
  for (const kind of frameKinds.filter((one) => one !== 'none'))
    for (let seed = 0; seed < perKind; seed++) {
      const scenes = hardSequence(kind, seed);
      const ours = createFrameReading(reader);
      let [first, own] = [null as number | null, null as number | null];
      for (const [frame, scene] of scenes.entries()) {
        const picture = pictureOf(scene);
        first ??= (await isReadByAny(seen(picture), scene.text)) ? frame : null;
        if (own === null) {
          const text = (await ours(picture))?.text ?? null;
          if (text !== null && text !== scene.text) wrong++;
          else if (text !== null) own = frame;
        }
        if (first !== null && own !== null) break;
      }
      if (first === null) {
        if (own === null) hopeless++;
        else victories++;
        continue;
      }
      readable++;
      if (own === null) continue;
      read++;
      delays.push(Math.max(0, own - first) * frameMs);
    }
  say(`\nSequences of one second: ${readable} that a reference reads, ${read} of them read.`);
  say(`Read by no reference: ${victories + hopeless}, of which ours reads ${victories}.`);
  return [
    atLeast('sequences read', (100 * read) / readable, 99, '%'),
    atMost('after the first readable', percentile(delays, 0.5), 100, 'ms'),
    atMost('wrong texts', wrong, 0, ''),
  ];
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { frames: { type: 'string' }, sequences: { type: 'string' }, json: { type: 'string' } },
  });
  const [frames, sequences] = [Number(values.frames ?? 40), Number(values.sequences ?? 8)];
  if (!(frames > 0 && sequences >= 0)) {
    process.stderr.write('--frames and --sequences take how many of each kind.\n');
    return 2;
  }
  const startedMs = performance.now();
  const figures = [
    ...(await benchFrames(frames)),
    ...(sequences === 0 ? [] : await benchSequences(sequences)),
  ];
  say('');
  for (const { name, measured, goal, unit, holds } of figures)
    say(
      `${holds ? 'holds ' : 'MISSED'}  ${name.padEnd(26)} ${String(measured).padStart(9)} ${unit}  (goal ${goal} ${unit})`,
    );
  say(`${((performance.now() - startedMs) / 60_000).toFixed(1)} min`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
  return 0;
}

process.exitCode = await main();
