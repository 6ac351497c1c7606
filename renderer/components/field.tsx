import type { ReactNode } from 'react';
import { Header } from './header.tsx';

/**
 * The layout of every payment screen: one stage at the start, one column at the end, the amount always on
 * the same line. After two sales nobody searches.
 */
export function FieldScreen(props: {
  screen: string;
  headerStart?: ReactNode;
  stage: ReactNode;
  /** Above the amount: the state's word, an instruction or the merchant. */
  head: ReactNode;
  amount: ReactNode;
  /** Below the amount. */
  body?: ReactNode;
  /** At the foot of the column: hint, countdown, actions. */
  foot?: ReactNode;
  /** `alert` for an outcome, `status` for a wait: read out when it appears. */
  role?: 'alert' | 'status';
}) {
  const { screen, headerStart, stage, head, amount, body, foot, role = 'status' } = props;
  return (
    <main className="screen field" data-screen={screen}>
      <Header start={headerStart} />
      <div className="stage">{stage}</div>
      <div className="column">
        <div className="column-said" role={role}>
          <div className="column-head">{head}</div>
          {amount}
          <div className="column-body">{body}</div>
        </div>
        <div className="column-foot">{foot}</div>
      </div>
    </main>
  );
}

/** One or two actions; the primary stands at the end side. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className="actions">{children}</div>;
}
