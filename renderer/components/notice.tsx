import { useTranslation } from 'react-i18next';
import { useTill } from '../stores/till-store.ts';

/** Why the last request was not done, in one sentence; nothing when there is nothing to say. */
export function NoticeLine() {
  const words = useNotice();
  if (words === null) return null;
  return (
    <p className="notice" role="alert">
      {words}
    </p>
  );
}

export function useNotice(): string | null {
  const { t } = useTranslation();
  const notice = useTill((state) => state.notice);
  if (notice === null) return null;
  if (notice.code === 'pin-wait') return t('failure.pin-wait', { seconds: notice.detail });
  const words = notice.code === 'refused' ? t('refused') : t(`failure.${notice.code}`);
  return notice.detail === null ? words : `${words} ${notice.detail}`;
}
