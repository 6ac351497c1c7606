import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { Caret } from './caret.tsx';
import { Money } from './money.tsx';

/** The sizes an amount may step down through: 112, 96, 80, 64 and, for tiny windows, two more. */
const lastStep = 5;

/** The amount of a screen: as large as its line allows, never wrapped, never shortened. */
export function AmountLine(props: { minor: number; currency: string; caret?: boolean }) {
  const { minor, currency, caret = false } = props;
  return (
    <FittedLine zero={minor === 0}>
      <Money minor={minor} currency={currency} caret={caret ? <Caret /> : null} />
    </FittedLine>
  );
}

/** The same for an amount that is nobody's money yet: words, or FEX's own figures. */
export function FittedLine({ zero = false, children }: { zero?: boolean; children: ReactNode }) {
  const line = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = line.current;
    if (element === null) return;
    const shrink = (): void => {
      for (let step = 0; step <= lastStep; step++) {
        element.dataset.fit = String(step);
        if (element.scrollWidth <= element.clientWidth) return;
      }
    };
    shrink();
    // The room changes with the window, the text with language, amount and the moment the font is there.
    const watch = new ResizeObserver(shrink);
    watch.observe(element);
    const texts = new MutationObserver(shrink);
    texts.observe(element, { childList: true, characterData: true, subtree: true });
    void document.fonts.ready.then(shrink);
    return () => {
      watch.disconnect();
      texts.disconnect();
    };
  }, []);
  return (
    <div ref={line} className="amount-line" data-testid="amount" data-zero={zero ? '' : undefined}>
      {children}
    </div>
  );
}
