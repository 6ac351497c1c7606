import type { Language } from '../../shared/snapshot.ts';
import { localeOf } from './money-parts.ts';

/** Whole seconds left, counted so that 0 is reached exactly at the end and never before. */
export function secondsLeft(untilMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
}

/** 82 → "1:22". Hours appear only when there are any. */
export function minutesSeconds(seconds: number): string {
  const s = String(seconds % 60).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${s}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${s}`;
}

/** How long until the next whole second of what is left; when a countdown has to draw again. */
export function msToNextSecond(untilMs: number, nowMs: number): number {
  const left = untilMs - nowMs;
  if (left <= 0) return Number.POSITIVE_INFINITY;
  return left % 1000 === 0 ? 1000 : left % 1000;
}

/** 0 to 1 of the whole, never outside. */
export function shareLeft(fromMs: number, untilMs: number, nowMs: number): number {
  if (untilMs <= fromMs) return 0;
  return Math.min(1, Math.max(0, (untilMs - nowMs) / (untilMs - fromMs)));
}

const formats = new Map<string, Intl.DateTimeFormat>();

function timeFormat(language: Language, seconds: boolean, timeZone: string | undefined): Intl.DateTimeFormat {
  const key = `${language} ${seconds} ${timeZone ?? ''}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(localeOf(language), {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    // A till's clock: one form in all three languages, and no am or pm to misread from two metres.
    hourCycle: 'h23',
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  formats.set(key, made);
  return made;
}

/** "14:02" */
export function clockText(atMs: number, language: Language, timeZone?: string): string {
  return timeFormat(language, false, timeZone).format(atMs);
}

/** "14:05:30" */
export function clockTextSeconds(atMs: number, language: Language, timeZone?: string): string {
  return timeFormat(language, true, timeZone).format(atMs);
}

/** The format, made once for each key. */
function kept(key: string, language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const known = formats.get(key);
  const format = known ?? new Intl.DateTimeFormat(localeOf(language), options);
  formats.set(key, format);
  return format;
}

/** "17 Nov, 14:02": for a moment that may be days ago. */
export function dayAndClockText(atMs: number, language: Language, timeZone?: string): string {
  return kept(`${language} day ${timeZone ?? ''}`, language, {
    ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(atMs);
}

/** "1 January 1970": for a clock that is years off. */
export function dateText(atMs: number, language: Language, timeZone?: string): string {
  return kept(`${language} date ${timeZone ?? ''}`, language, {
    ...{ day: 'numeric', month: 'long', year: 'numeric' },
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(atMs);
}

/** "1 minute", "4 minutes": each language has its own forms. */
export function minutesText(minutes: number, language: Language): string {
  const options = { style: 'unit', unit: 'minute', unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(localeOf(language), options).format(minutes);
}
