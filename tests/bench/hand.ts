import type { CDPSession, Page } from 'playwright';

/**
 * A cashier's finger: raw input events at known places, and a stopwatch in the page. Nothing is looked up in the
 * page while the clock runs, so that what is measured is the counter and not its driver.
 */
export interface Hand {
  press(name: string): Promise<void>;
  /** When the screen stood painted, wall-clock ms of this computer. */
  painted(screen: string): Promise<number>;
  /** When Charge was last pressed, by its click's own time. */
  chargedAt(): Promise<number>;
}

interface Stopwatch {
  chargedAt: number;
  /** Screens painted since they were last asked for. */
  seen: Record<string, number>;
  waiting: Record<string, (at: number) => void>;
}
declare global {
  interface Window {
    stopwatch: Stopwatch;
  }
}

export async function takeHand(page: Page): Promise<Hand> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await page.evaluate(() => {
    const watch: Stopwatch = { chargedAt: 0, seen: {}, waiting: {} };
    window.stopwatch = watch;
    const wall = (time: number) => performance.timeOrigin + time;
    addEventListener(
      'click',
      (event) => {
        const button = (event.target as Element | null)?.closest('button');
        if (button?.dataset.kind === 'charge') watch.chargedAt = wall(event.timeStamp);
      },
      true,
    );
    const screenNow = () => document.querySelector('[data-screen]')?.getAttribute('data-screen') ?? '';
    let shown = screenNow();
    new MutationObserver(() => {
      const screen = screenNow();
      if (screen === shown) return;
      shown = screen;
      // Painted means: two animation frames after the change was in the document.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          const at = wall(performance.now());
          const wake = watch.waiting[screen];
          delete watch.waiting[screen];
          if (wake) wake(at);
          else watch.seen[screen] = at;
        }),
      );
    }).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['data-screen'],
    });
  });

  const places = new Map<string, { x: number; y: number }>();
  async function placeOf(name: string) {
    const known = places.get(name);
    if (known) return known;
    const box = await page
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .first()
      .boundingBox();
    if (box === null) throw new Error(`There is no button ${name}.`);
    const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    places.set(name, place);
    return place;
  }

  async function evaluate<T>(expression: string): Promise<T> {
    const { result } = await session.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    return result.value as T;
  }

  return {
    async press(name) {
      const { x, y } = await placeOf(name);
      const event = { x, y, button: 'left', clickCount: 1 } as const;
      await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...event });
      await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...event });
    },
    painted: (screen) =>
      evaluate<number>(`new Promise((done) => {
        const { seen, waiting } = window.stopwatch;
        const at = seen['${screen}'];
        if (at === undefined) { waiting['${screen}'] = done; return; }
        delete seen['${screen}'];
        done(at);
      })`),
    chargedAt: () => evaluate<number>('window.stopwatch.chargedAt'),
  };
}
