import { describe, expect, it } from 'vitest';
import {
  clockText,
  clockTextSeconds,
  dateText,
  dayAndClockText,
  minutesSeconds,
  minutesText,
  msToNextSecond,
  secondsLeft,
  shareLeft,
} from '../../renderer/logic/clock-text.ts';
import { serverNow } from '../../renderer/logic/server-time.ts';

describe('countdown', () => {
  it('reaches 0 exactly at the end, never before and never below', () => {
    expect(secondsLeft(10_000, 0)).toBe(10);
    expect(secondsLeft(10_000, 9_001)).toBe(1);
    expect(secondsLeft(10_000, 9_999)).toBe(1);
    expect(secondsLeft(10_000, 10_000)).toBe(0);
    expect(secondsLeft(10_000, 99_999)).toBe(0);
  });

  it('draws again when the shown second ends', () => {
    expect(msToNextSecond(10_000, 0)).toBe(1000);
    expect(msToNextSecond(10_000, 300)).toBe(700);
    expect(msToNextSecond(10_000, 9_999)).toBe(1);
    expect(msToNextSecond(10_000, 10_000)).toBe(Number.POSITIVE_INFINITY);
    for (const now of [0, 1, 499, 999, 1000, 5432]) {
      const next = now + msToNextSecond(10_000, now);
      expect(secondsLeft(10_000, next)).toBe(secondsLeft(10_000, now) - 1);
    }
  });

  it('writes minutes and seconds', () => {
    expect([0, 9, 60, 82, 282, 3600, 3725].map(minutesSeconds)).toEqual([
      '0:00',
      '0:09',
      '1:00',
      '1:22',
      '4:42',
      '1:00:00',
      '1:02:05',
    ]);
  });

  it('keeps the bar within its ends', () => {
    expect(shareLeft(0, 100, 25)).toBe(0.75);
    expect(shareLeft(0, 100, -50)).toBe(1);
    expect(shareLeft(0, 100, 500)).toBe(0);
    expect(shareLeft(100, 100, 50)).toBe(0);
  });
});

describe('FEX time', () => {
  it('goes on with the monotonic clock and never back', () => {
    const time = { serverNowMs: 1_000_000, atMs: 50 };
    expect(serverNow(time, 50)).toBe(1_000_000);
    expect(serverNow(time, 1550)).toBe(1_001_500);
    expect(serverNow(time, 10)).toBe(1_000_000);
  });
});

describe('times of day', () => {
  const at = Date.UTC(2025, 5, 1, 14, 5, 30);
  it('are the same twenty-four hours in every language', () => {
    for (const language of ['en', 'de', 'ar'] as const) {
      expect(clockText(at, language, 'UTC')).toBe('14:05');
      expect(clockTextSeconds(at, language, 'UTC')).toBe('14:05:30');
      expect(clockText(Date.UTC(2025, 5, 1, 0, 7), language, 'UTC')).toBe('00:07');
    }
  });

  it('carry a day where they may be days ago, and a year where the clock is off', () => {
    expect(dayAndClockText(at, 'en', 'UTC')).toMatch(/Jun.*14:05|14:05.*Jun/);
    expect(dayAndClockText(at, 'de', 'UTC')).toMatch(/1\. Juni.*14:05/);
    expect(dateText(0, 'en', 'UTC')).toMatch(/January.*1970/);
    expect(dateText(0, 'ar', 'UTC')).toContain('1970');
  });
});

describe('minutes in words', () => {
  it('has the form of the number in each language', () => {
    expect([1, 4].map((n) => minutesText(n, 'en'))).toEqual(['1 minute', '4 minutes']);
    expect([1, 4].map((n) => minutesText(n, 'de'))).toEqual(['1 Minute', '4 Minuten']);
    expect([1, 2, 4].map((n) => minutesText(n, 'ar'))).toEqual(['دقيقة', 'دقيقتان', '4 دقائق']);
  });
});
