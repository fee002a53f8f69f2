import type { Scenario } from '../../server/src/session/clocks';
import type { Heading } from '../../server/src/session/heading';
import type { Model } from '../../server/src/session/model';
import type { Texts } from './texts';

interface VerdictProps {
  readonly finding: Heading;
  /** Clicks that show the widest window. */
  readonly worst: Scenario | null;
  readonly model: Model;
  readonly texts: Texts;
  readonly show: (scenario: Scenario) => void;
  readonly showFixes: () => void;
}

/** The finding of this run in one sentence, the reason under it, and what can be done about it. */
export function Verdict({ finding, worst, model, texts, show, showFixes }: VerdictProps) {
  const { tone, heading, line, offersWorst } = finding;
  return (
    <header class={`verdict ${tone}`}>
      <Icon tone={tone} />
      <div class="words">
        <h1>{heading}</h1>
        <p>
          {line}{' '}
          {offersWorst && worst && (
            <button type="button" class="link show-it" onClick={() => show(worst)}>
              {texts('action.showIt')}
            </button>
          )}
        </p>
      </div>
      {model.fixes.length > 0 && (
        <div class="actions">
          <button
            type="button"
            class="button primary"
            disabled={!model.trusted}
            title={model.trusted ? model.fixes.map((fix) => fix.title).join('\n') : texts('action.untrusted')}
            onClick={showFixes}
          >
            {texts('action.showFixes')}
          </button>
        </div>
      )}
    </header>
  );
}

function Icon({ tone }: { readonly tone: Heading['tone'] }) {
  const stroke = { fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6, 'stroke-linejoin': 'round' } as const;
  if (tone === 'ok') {
    return (
      <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="8" {...stroke} />
        <path d="m6.3 10.3 2.5 2.5 4.9-5.4" {...stroke} stroke-linecap="round" />
      </svg>
    );
  }
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M10 2.2 18.6 17H1.4Z" {...stroke} />
      <path d="M10 7.4v4.6" {...stroke} stroke-linecap="round" />
      <circle cx="10" cy="14.4" r="1.1" fill="currentColor" />
    </svg>
  );
}
