import { createChance, frameHeight, frameWidth, plainScene, type Scene } from './phone-scene.ts';

/**
 * Hard pictures of a customer's phone, each kind hard in its own way, from a seed. They are tuned so that zxing-cpp with
 * everything it can do reads between 85 and 90 of a hundred, and are left alone since: a yardstick that moves measures nothing.
 */
export const frameKinds = [
  'rotation',
  'scale',
  'tilt',
  'blur',
  'motion',
  'low-light',
  'glare',
  'inverted',
  'moire',
  'low-contrast',
  'small',
  'hand-held',
  'none',
] as const;
export type FrameKind = (typeof frameKinds)[number];

/** A wallet's id, as FEX makes them. */
function walletCode(chance: () => number): string {
  const hex = (count: number) =>
    Array.from({ length: count }, () => Math.floor(chance() * 16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[Math.floor(chance() * 4)]}${hex(3)}-${hex(12)}`;
}

/** The scene of one kind; the same for the same seed. */
export function hardScene(kind: FrameKind, seed: number): Scene {
  const chance = createChance(seed * 7919 + frameKinds.indexOf(kind) * 104729 + 1);
  const between = (low: number, high: number) => low + (high - low) * chance();
  const base: Scene = {
    ...plainScene,
    seed: seed + 1,
    text: kind === 'none' ? null : walletCode(chance),
    side: between(220, 420),
    turn: between(-25, 25),
    tilt: [between(-12, 12), between(-12, 12)],
    room: between(40, 150),
    blur: between(0.5, 0.9),
    noise: between(2, 5),
    dark: chance() < 0.15,
  };
  const scene = { ...base, ...particular(kind, base, between) };
  // The whole code is in the picture, wherever.
  const reach = scene.side * 0.72;
  const within = (size: number) => (2 * reach >= size ? size / 2 : between(reach, size - reach));
  return { ...scene, centre: { x: within(frameWidth), y: within(frameHeight) } };
}

function particular(
  kind: FrameKind,
  base: Scene,
  between: (low: number, high: number) => number,
): Partial<Scene> {
  switch (kind) {
    case 'rotation':
      return { turn: between(-180, 180) };
    case 'scale':
      return { side: between(0.15, 0.8) * frameHeight };
    case 'tilt':
      return { tilt: [between(-45, 45), between(-45, 45)] };
    case 'blur':
      return { blur: (base.side / 29) * between(0.3, 0.72) };
    case 'motion':
      return { motion: (base.side / 29) * between(0.6, 2.4), motionTurn: between(0, 180) };
    case 'low-light': {
      const ink = between(16, 22);
      return { ink, ground: ink + between(12, 50), room: 18, noise: between(6, 12), blur: between(0.7, 1.3) };
    }
    case 'glare':
      return { glareAt: between(0, 1), glareWidth: between(0.12, 0.5), glare: between(130, 290) };
    case 'inverted':
      return { dark: true };
    case 'moire':
      return { moire: between(0.35, 0.8), pitch: between(1.05, 2.4), blur: between(0.3, 0.7) };
    case 'low-contrast': {
      const ink = between(90, 150);
      return { ink, ground: ink + between(12, 45), noise: between(3, 7) };
    }
    case 'small':
      return { side: between(50, 95), blur: between(0.4, 0.8), turn: between(-10, 10) };
    case 'hand-held':
      return {
        side: between(130, 300),
        tilt: [between(-28, 28), between(-28, 28)],
        blur: between(0.7, 1.7),
        motion: between(0, 6),
        motionTurn: between(0, 180),
        glare: between(0, 150),
        glareAt: between(0, 1),
        noise: between(3, 8),
        ground: between(120, 235),
      };
    case 'none':
      return {};
  }
}
