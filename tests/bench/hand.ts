import type { Devtools } from './devtools.ts';

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

/** Runs in the page. Painted means: two animation frames after the change was in the document. */
const stopwatch = `(() => {
  const watch = { chargedAt: 0, seen: {}, waiting: {} };
  window.stopwatch = watch;
  const wall = (time) => performance.timeOrigin + time;
  addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button?.dataset.kind === 'charge') watch.chargedAt = wall(event.timeStamp);
  }, true);
  const screenNow = () => document.querySelector('[data-screen]')?.dataset.screen ?? '';
  let shown = screenNow();
  new MutationObserver(() => {
    const screen = screenNow();
    if (screen === shown) return;
    shown = screen;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const at = wall(performance.now());
      const wake = watch.waiting[screen];
      delete watch.waiting[screen];
      if (wake) wake(at);
      else watch.seen[screen] = at;
    }));
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-screen'] });
})()`;

export async function takeHand(devtools: Devtools): Promise<Hand> {
  async function evaluate<T>(expression: string): Promise<T> {
    const { result } = await devtools.send<{ result: { value: T } }>('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    return result.value;
  }
  await evaluate(stopwatch);

  const places = new Map<string, { x: number; y: number }>();
  async function placeOf(name: string) {
    const known = places.get(name);
    if (known) return known;
    const place = await evaluate<{ x: number; y: number } | null>(`(() => {
      const button = [...document.querySelectorAll('button')].find((one) => one.textContent.trim().startsWith('${name}'));
      const box = button?.getBoundingClientRect();
      return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null;
    })()`);
    if (place === null) throw new Error(`There is no button ${name}.`);
    places.set(name, place);
    return place;
  }

  return {
    async press(name) {
      const { x, y } = await placeOf(name);
      const event = { x, y, button: 'left', clickCount: 1 } as const;
      await devtools.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...event });
      await devtools.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...event });
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
