import { useEffect, useState } from 'react';
import type { DiagnosticsView } from '../../shared/diagnostics.ts';
import { counter } from '../stores/counter-link.ts';

/** What the counter found, while this is open; null until it told. */
export function useDiagnostics(): DiagnosticsView | null {
  const [view, setView] = useState<DiagnosticsView | null>(null);
  useEffect(() => {
    let heard = false;
    const stop = counter().listen('diagnostics.changed', (body) => {
      heard = true;
      setView(body.diagnostics);
    });
    counter()
      .call('diagnostics.read', null)
      .then((read) => {
        // An event that came meanwhile is newer.
        if (!heard) setView(read);
      }, console.error);
    return stop;
  }, []);
  return view;
}
