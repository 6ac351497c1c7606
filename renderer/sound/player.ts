import { fadeInMs, fadeOutMs, type Moment, notes, peakGain } from './notes.ts';

let context: AudioContext | null = null;

/** Made at the first sound: a page without an audio device must not fail before it has one to make. */
function open(): AudioContext | null {
  try {
    context ??= new AudioContext();
    if (context.state === 'suspended') void context.resume().catch(() => {});
    return context;
  } catch {
    return null;
  }
}

/** Plays a moment's notes. A till without a loudspeaker is silent, not broken. */
export function play(moment: Moment, preferences: { volume: number; muted: boolean }): void {
  const peak = peakGain(preferences);
  if (peak === 0) return;
  const audio = open();
  if (audio === null) return;
  try {
    for (const { hz, fromMs, forMs } of notes[moment]) {
      const start = audio.currentTime + 0.01 + fromMs / 1000;
      const end = start + forMs / 1000;
      const tone = audio.createOscillator();
      const gain = audio.createGain();
      tone.frequency.value = hz;
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(peak, start + fadeInMs / 1000);
      gain.gain.setValueAtTime(peak, Math.max(start + fadeInMs / 1000, end - fadeOutMs / 1000));
      gain.gain.linearRampToValueAtTime(0, end);
      tone.connect(gain).connect(audio.destination);
      tone.start(start);
      tone.stop(end);
    }
  } catch (error) {
    console.warn(error);
  }
}
