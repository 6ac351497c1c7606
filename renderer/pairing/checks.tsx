import { Check, Info, LoaderCircle, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PairingCheck } from '../../shared/pairing.ts';
import { usePairing } from './pairing-store.ts';

const icons = { good: Check, bad: X, noted: Info, running: LoaderCircle } as const;

/** What was proved so far, each in words, with its figure. */
export function Checks() {
  const { checks } = usePairing();
  if (checks.length === 0) return null;
  return (
    <ul className="pairing-checks" aria-live="polite">
      {checks.map((check) => (
        <CheckLine key={check.name} check={check} />
      ))}
    </ul>
  );
}

function CheckLine({ check }: { check: PairingCheck }) {
  const { t } = useTranslation();
  const Icon = icons[check.state];
  return (
    <li data-check={check.name} data-state={check.state}>
      <span className="pairing-seal" aria-hidden="true">
        <Icon />
      </span>
      <span className="pairing-check-words">{t(`pairing.checks.${check.name}.${check.state}`)}</span>
      {check.detail === null ? null : <bdi className="pairing-figure">{check.detail}</bdi>}
    </li>
  );
}
