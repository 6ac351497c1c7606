import { useTranslation } from 'react-i18next';
import { FieldButton } from './button.tsx';
import { Actions } from './field.tsx';

/** The second step of what a manager decides: back, or yes in its own words. */
export function ConfirmActions(props: { yes: string; onYes: () => unknown; onBack: () => void }) {
  const { t } = useTranslation();
  return (
    <Actions>
      <FieldButton kind="secondary" onPress={props.onBack}>
        {t('confirm.back')}
      </FieldButton>
      <FieldButton kind="primary" onPress={props.onYes}>
        {props.yes}
      </FieldButton>
    </Actions>
  );
}
