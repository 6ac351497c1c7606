import { type FrameKind, hardScene } from './hard-frames.ts';
import { createChance, frameHeight, frameWidth, type Scene } from './phone-scene.ts';

export const framesPerSecond = 30;

/**
 * One second before the camera: a hard picture that lives. The hand drifts and trembles, comes to rest and moves on;
 * a reflection wanders over the glass; the lens finds its focus and loses it a little.
 */
export function hardSequence(kind: FrameKind, seed: number): Scene[] {
  const first = hardScene(kind, 500 + seed);
  const chance = createChance(seed * 31 + kind.length * 1009 + 77);
  const swing = (reach: number) => (chance() - 0.5) * 2 * reach;
  const drift = { x: swing(90), y: swing(60), turn: swing(8), tilt: swing(10), glare: swing(0.7) };
  const phase = chance() * Math.PI * 2;
  const clamp = (value: number, reach: number, size: number) =>
    Math.max(reach, Math.min(size - reach, value));
  return Array.from({ length: framesPerSecond }, (_, frame) => {
    const at = frame / (framesPerSecond - 1) - 0.5;
    const wave = Math.sin(phase + at * Math.PI * 3);
    const reach = Math.min(first.side * 0.72, frameHeight / 2);
    return {
      ...first,
      seed: first.seed * 1000 + frame,
      centre: {
        x: clamp(first.centre.x + drift.x * at + wave * 3, reach, frameWidth),
        y: clamp(first.centre.y + drift.y * at - wave * 2, reach, frameHeight),
      },
      turn: first.turn + drift.turn * at + wave * 0.6,
      tilt: [first.tilt[0] + drift.tilt * at, first.tilt[1] - drift.tilt * at] as const,
      glareAt: first.glareAt + drift.glare * at,
      blur: first.blur * (1 + 0.25 * wave),
      motion: first.motion * (0.75 + 0.6 * Math.abs(wave)),
      motionTurn: first.motionTurn + wave * 20,
    };
  });
}
