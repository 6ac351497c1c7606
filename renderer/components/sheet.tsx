import { type ReactNode, useEffect, useId, useRef } from 'react';
import { isTyping } from '../hooks/use-keys.ts';
import { till } from '../stores/till-store.ts';

/** A modal sheet: the browser keeps the focus inside, Escape closes it. */
export function Sheet(props: {
  title: string;
  /** For a sheet whose one field is named by its title. */
  titleId?: string;
  /** For a list or a page that needs the room. */
  wide?: boolean;
  children: ReactNode;
}) {
  const { title, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const ownId = useId();
  const id = props.titleId ?? ownId;
  useEffect(() => {
    const element = dialog.current;
    if (element !== null && !element.open) {
      element.showModal();
      // Only a field is typed into at once. A button is moved to first: the Enter that opened the sheet may
      // come a second time, and must not answer it.
      if (!isTyping(document.activeElement)) element.focus();
      // The focus may be further down; what is to be read begins at the top.
      element.scrollTop = 0;
    }
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      data-wide={props.wide ? '' : undefined}
      tabIndex={-1}
      aria-labelledby={id}
      onCancel={() => till.openSheet('none')}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
