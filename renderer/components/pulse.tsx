import type { ReactNode } from 'react';

/** The one moving thing of a wait; a still dot where motion is not wanted. */
export function Pulse({ children }: { children: ReactNode }) {
  return (
    <p className="pulse">
      <span className="pulse-dot" aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}
