import { Check, CircleDashed, Info, LoaderCircle, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DiagnosticLine, DiagnosticsView } from '../../shared/diagnostics.ts';
import { NoticeLine } from '../components/notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { useLanguage } from '../hooks/use-money.ts';
import { clockTextSeconds } from '../logic/clock-text.ts';
import { figuresOf } from '../logic/figures.ts';
import { counter } from '../stores/counter-link.ts';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { DiagnosticsText } from './diagnostics-text.tsx';
import { useDiagnostics } from './use-diagnostics.ts';

/** One page for a call with support: what is wrong comes first and says what to do. It looks once by itself. */
export function DiagnosticsSheet() {
  const { t } = useTranslation();
  const view = useDiagnostics();
  const [text, setText] = useState<string | null>(null);
  useEffect(() => void ask('diagnostics.run', null), []);
  if (text !== null) return <DiagnosticsText text={text} onLeave={() => setText(null)} />;
  const running = view?.running ?? true;
  return (
    <Sheet title={t('diagnostics.title')}>
      {view === null ? null : <Lines view={view} />}
      <NoticeLine />
      <div className="sheet-actions">
        <button type="button" className="button" onClick={() => till.openSheet('none')}>
          {t('diagnostics.close')}
        </button>
        <button
          type="button"
          className="button"
          disabled={running}
          onClick={() =>
            void counter()
              .call('diagnostics.text', null)
              .then((made) => setText(made.text), console.error)
          }
        >
          {t('diagnostics.asText')}
        </button>
        <button
          type="button"
          className="button"
          data-kind="primary"
          onClick={() => {
            till.hush();
            void ask(running ? 'diagnostics.stop' : 'diagnostics.run', null);
          }}
        >
          {t(running ? 'diagnostics.stop' : 'diagnostics.again')}
        </button>
      </div>
    </Sheet>
  );
}

function Lines({ view: { running, checkedAtMs, lines } }: { view: DiagnosticsView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const wrong = lines.filter(({ state }) => state === 'bad');
  const others = lines.filter(({ state }) => state !== 'bad');
  const ended = !running && checkedAtMs !== null;
  return (
    <div className="news diagnostics">
      <p className="news-standing" data-good={ended && wrong.length === 0} role="status">
        {running ? t('diagnostics.running') : null}
        {ended && wrong.length === 0 ? t('diagnostics.fine') : null}
        {ended && wrong.length > 0 ? t('diagnostics.wrong', { count: wrong.length }) : null}
      </p>
      {ended ? <p>{t('diagnostics.checked', { time: clockTextSeconds(checkedAtMs, language) })}</p> : null}
      <ul className="diagnostics-wrong">
        {wrong.map((line) => (
          <Line key={line.name} line={line} />
        ))}
      </ul>
      <ul className="diagnostics-lines">
        {others.map((line) => (
          <Line key={line.name} line={line} />
        ))}
      </ul>
    </div>
  );
}

const seals = {
  waiting: CircleDashed,
  running: LoaderCircle,
  good: Check,
  noted: Info,
  bad: X,
  stopped: CircleDashed,
};

function Line({ line }: { line: DiagnosticLine }) {
  const { t } = useTranslation();
  const { name, state } = line;
  const Seal = seals[state];
  return (
    <li data-state={state}>
      <span className="pairing-seal" aria-hidden="true">
        <Seal />
      </span>
      <span className="diagnostics-words">
        <strong>{t(`diagnostics.name.${name}`)}</strong>
        <span>
          <Said line={line} />
        </span>
      </span>
    </li>
  );
}

/** What a line came to, in one sentence. */
function Said({ line: { name, state, why, facts } }: { line: DiagnosticLine }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (state === 'waiting' || state === 'running' || state === 'stopped')
    return t(`diagnostics.state.${state}`);
  const figures = figuresOf(facts, language);
  if (why !== null) return t(`diagnostics.why.${why}`, figures);
  if (name === 'proxy' && facts.proxy === '') return t('diagnostics.noProxy');
  const time = facts.atMs === undefined ? '' : clockTextSeconds(Number(facts.atMs), language);
  const partly = name === 'journal' && Number(facts.rows) < Number(facts.total);
  return t(partly ? 'diagnostics.journalPartly' : `diagnostics.good.${name}`, { ...figures, time });
}
