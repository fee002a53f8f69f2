import { settings } from '../../server/src/settings/catalogue';
import { grammarOf } from '../../server/src/settings/checkValue';
import type { Setting } from '../../server/src/settings/setting';

const LEVELS: Readonly<Record<string, string>> = {
  machineToApplication: 'web.config of the application',
  everywhere: 'any web.config',
  machineOnly: 'machine.config',
  appHostOnly: 'applicationHost.config',
  lockedByIis: 'applicationHost.config, unless unlocked',
  code: 'code',
};

/** The catalogue as tables, one for each section. */
export function settingsPage(): string {
  const sections = new Map<string, Setting[]>();
  for (const setting of settings) {
    const section = sectionOf(setting);
    const same = sections.get(section);
    if (same) same.push(setting);
    else sections.set(section, [setting]);
  }
  const tables = [...sections].map(([section, own]) => `## ${section}\n\n${tableOf(section, own)}`);
  return `<!-- Written by \`npm run docs\` from the catalogue; edit that. -->
# Settings

The ${settings.length} settings of ASP.NET, IIS and Sitecore that Session Timeline knows: what may be written, what counts when nothing
is, where it may stand and what it does to a user.

${tables.join('\n\n')}
`;
}

function sectionOf({ level, path }: Setting): string {
  if (level === 'code') return 'In code';
  if (path.startsWith('Sitecore/')) return 'Sitecore Identity';
  return path.startsWith('appSettings/') ? 'appSettings' : path.split('/').slice(0, 2).join('/');
}

function tableOf(section: string, own: readonly Setting[]): string {
  const rows = own.map((setting) => {
    const name = setting.path.startsWith(`${section}/`) ? setting.path.slice(section.length + 1) : setting.path;
    const cells = [
      `[${name.replace(/@/g, '')}](${setting.docs})`,
      `${grammarOf(setting)}${rangeOf(setting)}`,
      defaultOf(setting),
      setting.standsIn ?? LEVELS[setting.level] ?? setting.level,
      `${setting.effect}${versionsOf(setting)}${setting.unverified ? ` *Not verified: ${setting.unverified}*` : ''}`,
    ];
    return `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
  });
  return ['| setting | takes | default | stands in | effect |', '|---|---|---|---|---|', ...rows].join('\n');
}

function defaultOf({ default: newest, defaults }: Setting): string {
  if (defaults) return defaults.map(({ since, value }) => `\`${value}\` from ${since}`).join(', ');
  return newest === undefined ? '' : newest === '' ? 'empty' : `\`${newest}\``;
}

function versionsOf({ since, until }: Setting): string {
  if (since !== undefined && until !== undefined) return ` Sitecore ${since} up to, but not in, ${until}.`;
  if (until !== undefined) return ` Not in Sitecore ${until} and later.`;
  return since === undefined ? '' : ` Sitecore ${since} and later.`;
}

function rangeOf({ range }: Setting): string {
  if (!range) return '';
  const { min, max } = range;
  if (min !== undefined && max !== undefined) return `, ${min} to ${max}`;
  return min !== undefined ? `, at least ${min}` : max !== undefined ? `, at most ${max}` : '';
}
