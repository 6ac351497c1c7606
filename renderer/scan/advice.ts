import type { Grey, Point } from './code-reader.ts';

/** What a customer can do about a code that is seen and cannot be read. */
export type Advice = 'closer' | 'still' | 'brighter' | 'tilt';

/** Smaller than this, a module of a wallet code is less than three pixels wide. */
const smallSide = 85;
/** Ink and ground nearer to each other than this: a dark screen, or one that is lit from outside. */
const poorContrast = 45;
/** A code has ink and ground in each of so many parts across and down. */
const parts = 6;
/** So many of them bare and bright are a reflection. */
const bareParts = 3;

/** The one thing that is most in the way, judged by the picture round the code. */
export function adviceFor(picture: Grey, corners: readonly Point[]): Advice {
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  if (Math.max(right - left, bottom - top) < smallSide) return 'closer';
  const found: { darkest: number; brightest: number }[] = [];
  for (let row = 0; row < parts; row++)
    for (let column = 0; column < parts; column++) {
      const at = (share: number, from: number, to: number) => from + ((to - from) * share) / parts;
      found.push(
        rangeOf(
          picture,
          at(column, left, right),
          at(column + 1, left, right),
          at(row, top, bottom),
          at(row + 1, top, bottom),
        ),
      );
    }
  const ranges = found.map(({ darkest, brightest }) => brightest - darkest).sort((a, b) => a - b);
  const usual = ranges[Math.floor(ranges.length * 0.6)] ?? 0;
  const bare = found.filter(
    ({ darkest, brightest }) => brightest > 235 && brightest - darkest < Math.max(usual * 0.45, 12),
  );
  if (bare.length >= bareParts) return 'tilt';
  return usual < poorContrast ? 'brighter' : 'still';
}

/** The darkest and the brightest there, but for what noise makes of a few. */
function rangeOf(
  { data, width, height }: Grey,
  left: number,
  right: number,
  top: number,
  bottom: number,
): { darkest: number; brightest: number } {
  const values: number[] = [];
  const step = Math.max(1, Math.floor((right - left) / 16));
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, bottom); y += step)
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(width, right); x += step)
      values.push(data[y * width + x] ?? 0);
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.floor((values.length - 1) * share)] ?? 0;
  return { darkest: at(0.1), brightest: at(0.9) };
}
