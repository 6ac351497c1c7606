import type { Page } from 'playwright';

/** What lies over a button that can be seen: its middle and four points around it have to be its own. */
export function coveredButtons(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('dialog[open]') ?? document.body;
    return [...root.querySelectorAll('button')].flatMap((button) => {
      const box = seen(button);
      // What is scrolled away is not pressed; a sliver of it neither.
      if (box === null || box.height < 24 || box.width < 24) return [];
      for (const [across, down] of [
        [0.5, 0.5],
        [0.15, 0.3],
        [0.85, 0.3],
        [0.15, 0.7],
        [0.85, 0.7],
      ] as const) {
        const top = document.elementFromPoint(box.x + box.width * across, box.y + box.height * down);
        if (top === null || !button.contains(top))
          return [`${button.textContent?.trim()} is under ${top?.className || top?.tagName}`];
      }
      return [];
    });

    /** The part of it that no edge of a list or of the window cuts away. */
    function seen(button: Element): DOMRect | null {
      if (!button.checkVisibility()) return null;
      let { left, right, top, bottom } = button.getBoundingClientRect();
      for (let at = button.parentElement; at !== null; at = at.parentElement) {
        if (getComputedStyle(at).overflowY === 'visible') continue;
        const edge = at.getBoundingClientRect();
        [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
        [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
      }
      [left, right] = [Math.max(left, 0), Math.min(right, innerWidth)];
      [top, bottom] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
      // Pinned actions lie over the rest of their sheet, and that is what scrolling is for.
      const pinned = button.closest('.sheet')?.querySelector('.sheet-actions');
      if (pinned != null && !pinned.contains(button))
        bottom = Math.min(bottom, pinned.getBoundingClientRect().top);
      return right > left && bottom > top ? new DOMRect(left, top, right - left, bottom - top) : null;
    }
  });
}
