import { describe, expect, it } from 'vitest';
import type { CodeReader, Effort, Grey, Sight } from '../../renderer/scan/code-reader.ts';
import { createFrameReading } from '../../renderer/scan/frame-reading.ts';
import { greyOf } from '../../renderer/scan/grey-frame.ts';
import { createPictureWatch } from '../../renderer/scan/picture-watch.ts';
import { createRepeatGate } from '../../renderer/scan/repeat-gate.ts';

const grey = (value: (at: number) => number): Grey => {
  const [width, height] = [128, 72];
  return { data: Uint8Array.from({ length: width * height }, (_, at) => value(at)), width, height };
};

describe('frames', () => {
  /** An engine that keeps what it was asked. */
  function fakeReader(answer: (picture: Grey, effort: Effort) => Sight | null) {
    const asked: { effort: Effort; width: number }[] = [];
    const reader: CodeReader = {
      async read(picture, effort) {
        asked.push({ effort, width: picture.width });
        return answer(picture, effort);
      },
    };
    return { asked, read: createFrameReading(reader) };
  }
  const corners = [
    { x: 40, y: 20 },
    { x: 60, y: 20 },
    { x: 60, y: 40 },
    { x: 40, y: 40 },
  ];
  const frame = grey((at) => at % 251);

  it('are read fast, and after every second miss in one more way, which is the engine’s own every other time', async () => {
    const { asked, read } = fakeReader(() => null);
    for (let count = 1; count <= 52; count++) {
      expect(await read(frame)).toBeNull();
      const [first, second, ...more] = asked.splice(0);
      expect(first).toEqual({ effort: 'fast', width: 128 });
      expect(more).toEqual([]);
      const look = (count + 1) / 2;
      if (count % 2 === 0) expect(second).toBeUndefined();
      else if (look % 2 === 1) expect(second).toEqual({ effort: 'hard', width: 128 });
      // A whole frame is worked on once in twelve looks.
      else if (look % 12 === 4) expect(second).toEqual({ effort: 'find', width: 128 });
      else expect(second?.width).toBe(look % 12 === 0 ? 128 : 64);
    }
  });

  it('are worked on only where a code was seen that could not be read, and it is found there', async () => {
    const { asked, read } = fakeReader((picture, effort) => {
      if (effort === 'find') return { text: null, corners };
      return picture.width === 34 ? { text: 'code', corners: [{ x: 7, y: 7 }] } : null;
    });
    let found = null;
    while (found === null) found = await read(frame);
    expect(asked.at(-1)).toEqual({ effort: 'hard', width: 34 });
    expect(found).toEqual({ text: 'code', corners: [{ x: 40, y: 20 }], path: 'sharpened' });
  });

  it('with a code that is there and cannot be read give no text', async () => {
    const { read } = fakeReader(() => ({ text: null, corners }));
    for (let count = 0; count < 40; count++) expect(await read(frame)).toBeNull();
  });

  it('in colours become as bright as the eye sees them', () => {
    const rgba = Uint8Array.from([255, 255, 255, 255, 0, 255, 0, 255, 0, 0, 255, 255, 0, 0, 0, 255]);
    expect([...greyOf(rgba, 2, 2).data]).toEqual([255, 149, 29, 0]);
  });
});

describe('a picture', () => {
  const noisy = (frame: number) => grey((at) => 90 + ((at * 7 + Math.floor(frame / 33)) % 11));

  it('is fine while it changes', () => {
    const watch = createPictureWatch(0);
    for (let at = 0; at < 10_000; at += 33) {
      watch.see(noisy(at), at);
      expect(watch.state(at)).toBe('fine');
    }
  });

  it('is black when nothing in it is bright, but not while a camera wakes up', () => {
    const watch = createPictureWatch(0);
    for (let at = 0; at < 1400; at += 33)
      watch.see(
        grey((index) => 16 + ((index + at) % 4)),
        at,
      );
    expect(watch.state(1400)).toBe('fine');
    watch.see(
      grey(() => 16),
      1600,
    );
    expect(watch.state(1600)).toBe('black');
    watch.see(noisy(1), 1700);
    expect(watch.state(1700)).toBe('fine');
  });

  it('is frozen when it is the same for ever, or when none comes', () => {
    const still = createPictureWatch(0);
    for (let at = 0; at <= 4200; at += 33) still.see(noisy(1), at);
    expect(still.state(4200)).toBe('frozen');
    const stalled = createPictureWatch(0);
    stalled.see(noisy(1), 100);
    expect(stalled.state(3000)).toBe('fine');
    expect(stalled.state(3200)).toBe('frozen');
  });
});

describe('a code that is seen again and again', () => {
  it('is one scan until it was away for three seconds; another one is another at once', () => {
    const isNew = createRepeatGate();
    expect(isNew('a', 0)).toBe(true);
    for (let at = 33; at < 9000; at += 33) expect(isNew('a', at)).toBe(false);
    expect(isNew('b', 9010)).toBe(true);
    expect(isNew('b', 12_000)).toBe(false);
    expect(isNew('b', 15_001)).toBe(true);
  });

  it('is not let through again by another one in between', () => {
    const isNew = createRepeatGate();
    expect(isNew('a', 0)).toBe(true);
    expect(isNew('b', 10)).toBe(true);
    expect(isNew('a', 20)).toBe(false);
    expect(isNew('b', 30)).toBe(false);
    expect(isNew('a', 3021)).toBe(true);
  });
});
