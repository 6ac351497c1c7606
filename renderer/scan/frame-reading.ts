import type { CodeReader, Effort, Found, Grey, Point, Sight } from './code-reader.ts';
import { cropped, enlarged, halved, levelled, sharpened, softened } from './grey-work.ts';

/** How a frame was read: by the engine alone, or by what was made of the frame first. */
export type ReadPath = Exclude<Effort, 'find'> | LookName;

/** What a frame held, and how it was read. */
export interface FrameRead extends Found {
  path: ReadPath;
}

interface Look {
  /** What is made of the frame, and how many pixels of the frame are one of it. */
  make(frame: Grey): { grey: Grey; scale: number };
  effort: Effort;
}

/**
 * Each reads what the others do not. Half the size averages a screen's grid away; levelled, there is contrast under
 * a reflection and in the dark; sharpened, a blurred edge is an edge.
 */
const looks = {
  'half-levelled': { effort: 'fast', make: (frame) => ({ grey: levelled(halved(frame), 8), scale: 2 }) },
  'half-sharpened': {
    effort: 'fast',
    make: (frame) => ({ grey: sharpened(softened(halved(frame), 1), 6, 4), scale: 2 }),
  },
  half: { effort: 'hard', make: (frame) => ({ grey: halved(frame), scale: 2 }) },
  sharpened: { effort: 'hard', make: (frame) => ({ grey: sharpened(softened(frame, 2), 12, 4), scale: 1 }) },
  levelled: { effort: 'hard', make: (frame) => ({ grey: levelled(softened(frame, 1), 16), scale: 1 }) },
  'levelled-closely': {
    effort: 'hard',
    make: (frame) => ({ grey: levelled(softened(frame, 1), 8), scale: 1 }),
  },
  enlarged: {
    effort: 'hard',
    make: (frame) => ({ grey: sharpened(softened(enlarged(frame, 2), 3), 20, 5), scale: 0.5 }),
  },
} as const satisfies Record<string, Look>;
type LookName = keyof typeof looks;

/** Cheap enough for every second look. */
const cheap = ['half-levelled', 'half-sharpened', 'half-levelled', 'half'] as const;
/** Too slow for a whole frame but now and then; quick in the part of it where a code was seen. */
const heavy = ['sharpened', 'levelled', 'levelled-closely'] as const;
const closeUp = [...heavy, 'enlarged'] as const;

/** After so many looks, a quarter of a second, a code that is there would have been read, were it easy. */
const patience = 4;
/** Then so often a code that cannot be read is looked for, or the whole frame is worked on. */
const every = 12;
/** A code that was seen is still about there for so many looks. */
const staysFor = 12;
/** A part of a frame that is worth enlarging has at most so many pixels; in a larger one the code is large. */
const smallPart = 60_000;

/**
 * Reads frame after frame. Each is looked at fast, and after every second miss in one more way, another one each time:
 * frames differ little, so that each way has its turn while a phone is held up, and none makes the next frame wait.
 */
export function createFrameReading(
  reader: CodeReader,
  /** Hears where a code is that cannot be read. */
  unread: (frame: Grey, corners: readonly Point[]) => void = () => {},
): (frame: Grey) => Promise<FrameRead | null> {
  let [misses, taken] = [0, 0];
  let [atCheap, atHeavy, atCloseUp] = [0, 0, 0];
  let seen: { corners: readonly Point[]; taken: number } | null = null;

  async function plain(frame: Grey, effort: 'fast' | 'hard'): Promise<FrameRead | null> {
    const sight = await reader.read(frame, effort);
    return isRead(sight) ? { ...sight, path: effort } : null;
  }

  async function through(
    name: LookName,
    frame: Grey,
    corner: Point = { x: 0, y: 0 },
  ): Promise<FrameRead | null> {
    const { make, effort } = looks[name];
    const { grey, scale } = make(frame);
    const sight = await reader.read(grey, effort);
    if (!isRead(sight)) return null;
    const corners = sight.corners.map(({ x, y }) => ({ x: corner.x + x * scale, y: corner.y + y * scale }));
    return { text: sight.text, corners, path: name };
  }

  async function lookAgain(frame: Grey): Promise<FrameRead | null> {
    taken++;
    if (taken % every === patience) {
      const sight = await reader.read(frame, 'find');
      if (isRead(sight)) return { ...sight, path: 'hard' };
      seen = sight === null ? null : { corners: sight.corners, taken };
      if (sight !== null) unread(frame, sight.corners);
      return null;
    }
    if (taken % 2 === 1) return plain(frame, 'hard');
    if (seen !== null && taken - seen.taken < staysFor) {
      const part = cropped(frame, around(seen.corners));
      const isSmall = part.width * part.height <= smallPart;
      const names = isSmall ? closeUp : heavy;
      return through(names[atCloseUp++ % names.length] as LookName, part, { x: part.left, y: part.top });
    }
    if (taken % every === 0) return through(heavy[atHeavy++ % heavy.length] as LookName, frame);
    return through(cheap[atCheap++ % cheap.length] as LookName, frame);
  }

  return async (frame) => {
    let found = await plain(frame, 'fast');
    if (found === null) {
      misses++;
      if (misses % 2 === 1) found = await lookAgain(frame);
    }
    if (found !== null) {
      [misses, taken, seen] = [0, 0, null];
    }
    return found;
  };
}

function isRead(sight: Sight | null): sight is Found {
  return sight !== null && sight.text !== null;
}

/** The place of a code and what is needed round it, its quiet zone. */
function around(corners: readonly Point[]): { left: number; top: number; right: number; bottom: number } {
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const margin = 0.35 * Math.max(right - left, bottom - top);
  return { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin };
}
