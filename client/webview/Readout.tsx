import { useEffect, useRef, useState } from 'preact/hooks';
import type { UserState } from '../../server/src/session/clocks';
import type { Texts } from './texts';

interface ReadoutProps {
  readonly time: string;
  readonly state: UserState;
  readonly outcome: string;
  readonly detail: string;
  readonly texts: Texts;
}

const SPOKEN_EVERY_MS = 500;

/** If the user clicks now: what happens. Spoken at most twice a second while the flag is dragged. */
export function Readout({ time, state, outcome, detail, texts }: ReadoutProps) {
  const said = `${texts('readout.at', { time })}: ${outcome} ${detail}`;
  return (
    <section class={`readout ${state}`} aria-label={texts('readout.at', { time })}>
      <div class="time">{texts('readout.at', { time })}</div>
      <p>
        {texts('readout.ifClick')} <strong>{outcome}</strong> {detail}
      </p>
      <p class="unseen" aria-live="polite">
        {useThrottled(said)}
      </p>
    </section>
  );
}

/** The latest value, changing at most every half second; no timer runs while it stays the same. */
function useThrottled(value: string): string {
  const [shown, show] = useState(value);
  const latest = useRef(value);
  const waiting = useRef(false);
  latest.current = value;
  useEffect(() => {
    if (value === shown || waiting.current) return;
    waiting.current = true;
    setTimeout(() => {
      waiting.current = false;
      show(latest.current);
    }, SPOKEN_EVERY_MS);
  }, [value, shown]);
  return shown;
}
