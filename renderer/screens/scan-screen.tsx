import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AmountLine } from '../components/amount-line.tsx';
import { FieldButton } from '../components/button.tsx';
import { Actions, FieldScreen } from '../components/field.tsx';
import { HeaderBack } from '../components/header-back.tsx';
import { useNotice } from '../components/notice.tsx';
import { isTyping, useKeys } from '../hooks/use-keys.ts';
import { CameraStage } from '../scan/camera-stage.tsx';
import { isNewCode } from '../scan/seen-codes.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { canAsk, sendScan } from '../stores/requests.ts';
import { till, useTill } from '../stores/till-store.ts';

/** What the bridge takes; the counter says what is wrong with a code this long. */
const longestCode = 4096;

/** Reading the customer's wallet code. Neutral ground: nothing has been sent yet. */
export function ScanScreen() {
  const { t } = useTranslation();
  const { currency, connection, halt } = useSnapshot();
  const { entry, note, walletCode, asking } = useTill();
  const words = useNotice();
  const field = useRef<HTMLInputElement>(null);
  const [held, setHeld] = useState(false);
  const resting =
    halt !== null ? t('keypad.stopped') : connection.state === 'offline' ? t('keypad.waits') : null;
  useFieldFocus(field, asking);

  /** A code the camera read goes the way of one that a scanner typed; what stands in the field stays there. */
  function takeCode(text: string): void {
    // Under a sheet nobody is scanning.
    if (!canAsk() || asking || document.querySelector('dialog[open]') !== null) return;
    const isNew = isNewCode(text, performance.now());
    // Read before this screen was opened: nothing else would say why nothing happens.
    setHeld(!isNew);
    if (isNew) void sendScan(entry.amountMinor, note, text.slice(0, longestCode));
  }

  function send(event: FormEvent): void {
    event.preventDefault();
    if (!canAsk()) return;
    if (walletCode.trim() === '') {
      till.say({ ok: false, failure: 'wallet-code-empty' });
      till.setWalletCode('');
      return;
    }
    // What a scanner or a hand sends is meant; the camera need not send it once more.
    isNewCode(walletCode.trim(), performance.now());
    void sendScan(entry.amountMinor, note, walletCode.trim());
  }

  return (
    <form className="scan-form" onSubmit={send} noValidate autoComplete="off">
      <FieldScreen
        screen="scan"
        headerStart={<HeaderBack label={t('scan.back')} onPress={till.closeScan} />}
        stage={<CameraStage take={takeCode} />}
        head={<h1 className="instruction">{t('scan.title')}</h1>}
        amount={<AmountLine minor={entry.amountMinor} currency={currency} />}
        body={
          <p
            className="reason"
            role={words === null ? undefined : 'alert'}
            data-bad={words === null ? undefined : ''}
          >
            {words ?? resting ?? t(held ? 'scan.held' : 'scan.nothingSent')}
          </p>
        }
        foot={
          <>
            <label className="text-field">
              <span>{t('scan.field')}</span>
              <input
                ref={field}
                name="wallet-code"
                dir="ltr"
                value={walletCode}
                maxLength={longestCode}
                spellCheck={false}
                autoComplete="off"
                autoCapitalize="off"
                aria-invalid={words !== null}
                onChange={(event) => {
                  till.setWalletCode(event.currentTarget.value);
                  till.hush();
                }}
              />
            </label>
            <Actions>
              <FieldButton kind="primary" submit disabled={resting !== null || asking}>
                {t('scan.send')}
              </FieldButton>
            </Actions>
          </>
        }
      />
    </form>
  );
}

/** The scanner types wherever the focus is, so the focus stays in the field; Escape leads back. */
function useFieldFocus(field: { current: HTMLInputElement | null }, asking: boolean): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each request the field is ready for the next reading
  useEffect(() => {
    field.current?.focus();
  }, [field, asking]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && event.target === field.current && !event.defaultPrevented)
        till.closeScan();
    };
    const onPointer = (): void => {
      // A tap on empty ground took the focus away; nothing else wanted it.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) field.current?.focus();
      });
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('pointerup', onPointer);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('pointerup', onPointer);
    };
  }, [field]);
  useKeys((event) => {
    if (event.key === 'Escape') till.closeScan();
    // The focus moves before the character is written, so the first one is not lost.
    else if (event.key.length === 1 && event.key !== ' ' && !isTyping(event.target)) field.current?.focus();
  });
}
