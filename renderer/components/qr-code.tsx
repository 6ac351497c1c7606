import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QrPicture } from '../../shared/payment-view.ts';
import { layoutQr, type QrLayout } from '../logic/qr-layout.ts';

type Trouble = 'small' | 'unreadable' | null;

/**
 * The code on its white card: black on white in any theme, whole device pixels per module, nothing over
 * it. The card is measured in device pixels, because a module of 7.3 pixels is a code cameras give up on.
 */
export function QrCode({ qr, testId = 'qr' }: { qr: QrPicture; testId?: string }) {
  const { t } = useTranslation();
  const card = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [trouble, setTrouble] = useState<Trouble>(null);
  useLayoutEffect(() => {
    const holder = card.current;
    const target = canvas.current;
    if (holder === null || target === null) return;
    let drawn = '';
    const draw = (): void => {
      const size = Math.min(holder.clientWidth, holder.clientHeight);
      // An observer always reports once at its start; the code is on the card by then.
      const wanted = `${size} ${window.devicePixelRatio}`;
      if (wanted === drawn) return;
      drawn = wanted;
      setTrouble(paint(target, qr, size, window.devicePixelRatio));
    };
    draw();
    const watch = new ResizeObserver(draw);
    watch.observe(holder);
    // Moving the window to another screen changes the pixel ratio without changing the size.
    const ratio = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    ratio.addEventListener('change', draw);
    return () => {
      watch.disconnect();
      ratio.removeEventListener('change', draw);
    };
  }, [qr]);
  return (
    <div className="qr-card" ref={card}>
      <canvas
        ref={canvas}
        className="qr-canvas"
        data-testid={testId}
        role="img"
        aria-label={t('qr.label')}
        hidden={trouble !== null}
      />
      {trouble === null ? null : (
        <p className="qr-trouble" role="alert">
          {t(trouble === 'small' ? 'qr.tooSmall' : 'qr.unreadable')}
        </p>
      )}
    </div>
  );
}

function paint(canvas: HTMLCanvasElement, qr: QrPicture, cardPx: number, ratio: number): Trouble {
  if (qr.bits.length !== qr.size * qr.size) return 'unreadable';
  const layout = layoutQr(qr.size, cardPx, ratio);
  if (layout === null) return 'small';
  const pen = prepare(canvas, layout, ratio);
  if (pen === null) return 'unreadable';
  drawModules(pen, qr.bits, qr.size, layout);
  return null;
}

function prepare(
  canvas: HTMLCanvasElement,
  layout: QrLayout,
  ratio: number,
): CanvasRenderingContext2D | null {
  canvas.width = layout.sidePx;
  canvas.height = layout.sidePx;
  canvas.style.inlineSize = `${layout.sidePx / ratio}px`;
  canvas.style.blockSize = `${layout.sidePx / ratio}px`;
  const pen = canvas.getContext('2d', { alpha: false });
  if (pen === null) return null;
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, layout.sidePx, layout.sidePx);
  return pen;
}

function drawModules(pen: CanvasRenderingContext2D, bits: string, size: number, layout: QrLayout): void {
  const { modulePx, offsetPx } = layout;
  pen.fillStyle = '#000000';
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (bits[row * size + column] !== '1') continue;
      pen.fillRect(offsetPx + column * modulePx, offsetPx + row * modulePx, modulePx, modulePx);
    }
  }
}
