import { type ReactNode, useEffect, useId, useRef } from 'react';
import { till } from '../stores/till-store.ts';

/** A modal sheet: the browser keeps the focus inside, Escape closes it. */
export function Sheet({ title, children }: { title: string; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element !== null && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className="sheet" aria-labelledby={id} onCancel={() => till.openSheet('none')}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
