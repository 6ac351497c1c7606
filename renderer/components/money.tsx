import type { ReactNode } from 'react';
import { useLanguage } from '../hooks/use-money.ts';
import { moneyParts } from '../logic/money-parts.ts';

/**
 * An amount. Figures run left to right in every script; the sign is isolated, because a bare "US$" turns
 * round in a right-to-left line. `caret` stands right of the figures.
 */
export function Money(props: { minor: number; currency: string; caret?: ReactNode }) {
  const { minor, currency, caret } = props;
  const { figures, sign, signFirst, gap } = moneyParts(minor, currency, useLanguage());
  const signPart = <bdi className="money-sign">{sign}</bdi>;
  const figurePart = (
    <bdi className="money-figures" dir="ltr">
      {figures}
      {caret}
    </bdi>
  );
  return (
    <span
      className="money"
      data-sign={signFirst ? 'first' : 'last'}
      data-long={sign.length > 1 ? '' : undefined}
    >
      {signFirst ? signPart : figurePart}
      {gap === '' ? null : <span className="money-gap">{gap}</span>}
      {signFirst ? figurePart : signPart}
    </span>
  );
}
