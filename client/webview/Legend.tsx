import type { Texts } from './texts';

/** What the marks mean, for a second look; every mark is named where it stands as well. */
export function Legend({ texts, hint }: { readonly texts: Texts; readonly hint: boolean }) {
  return (
    <footer class="legend">
      <span>
        <svg width="22" height="12" aria-hidden="true">
          <path class="sample-gauge" d="M1 1v10h20z" />
        </svg>
        {texts('legend.gauge')}
      </span>
      <span>
        <svg width="12" height="12" aria-hidden="true">
          <circle cx="6" cy="6" r="4" fill="currentColor" />
        </svg>
        {texts('legend.renewed')}
      </span>
      <span>
        <svg width="12" height="12" aria-hidden="true">
          <circle class="sample-hollow" cx="6" cy="6" r="3.6" />
        </svg>
        {texts('legend.kept')}
      </span>
      <span>
        <svg width="18" height="12" aria-hidden="true">
          <path class="sample-dashes" d="M1 6h16" />
        </svg>
        {texts('legend.ghost')}
      </span>
      {hint && <span class="hint">{texts('legend.drag')}</span>}
    </footer>
  );
}
