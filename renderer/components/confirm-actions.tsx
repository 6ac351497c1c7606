import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldButton } from './button.tsx';

/** A second tap of the same finger comes within this time; the answer appears where the question's button was. */
const restMs = 600;

/** The second step of what a manager decides: back, or yes in its own words. A double tap does not answer. */
export function ConfirmActions(props: { yes: string; onYes: () => unknown; onBack: () => void }) {
  const { t } = useTranslation();
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    const rest = setTimeout(() => setArmed(true), restMs);
    return () => clearTimeout(rest);
  }, []);
  return (
    <div className="actions" data-confirming="">
      <FieldButton kind="secondary" disabled={!armed} onPress={props.onBack}>
        {t('confirm.back')}
      </FieldButton>
      <FieldButton kind="primary" disabled={!armed} onPress={props.onYes}>
        {props.yes}
      </FieldButton>
    </div>
  );
}
