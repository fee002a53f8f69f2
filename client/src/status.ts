import { type Disposable, LanguageStatusSeverity, l10n, languages, window } from 'vscode';
import { CONFIG_FILES } from './documents';
import type { Server } from './server';
import { siteOf, sitesSeenFrom } from './sites';

/** The `{}` item beside the language: which site and variant a file belongs to, and what happens to its users. */
export function showStatus(server: Server): Disposable[] {
  const item = languages.createLanguageStatusItem('sessionTimeline.site', [...CONFIG_FILES]);
  item.name = 'Session Timeline';
  item.text = l10n.t('Session Timeline');
  let asked = 0;

  const update = async (): Promise<void> => {
    const document = window.activeTextEditor?.document;
    if (!document || languages.match([...CONFIG_FILES], document) === 0) return;
    const turn = ++asked;
    item.busy = true;
    const answer = await sitesSeenFrom(server, document.uri).catch(() => undefined);
    if (turn !== asked) return;
    item.busy = false;
    const site = siteOf(answer?.sites ?? [], document.uri);
    item.text = site ? (site.variant ? `${site.name} (${site.variant})` : site.name) : l10n.t('No site');
    item.detail = site?.verdict ?? l10n.t('This file belongs to no site.');
    item.severity = site?.problem ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
    item.command = site && {
      command: 'sessionTimeline.chooseVariant',
      title: l10n.t('Choose Variant…'),
      tooltip: l10n.t('Look at the site as another build configuration or role runs it'),
    };
  };

  void update();
  return [item, window.onDidChangeActiveTextEditor(() => void update()), server.onDidChange(() => void update())];
}
