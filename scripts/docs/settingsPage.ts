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
  sitecore: 'Sitecore.config and its patches',
  sitecoreIdentity: 'configuration of Sitecore Identity',
};

/** The catalogue as tables, one for each section. */
export function settingsPage(): string {
  const sections = new Map<string, Setting[]>();
  for (const setting of settings) {
    const section = setting.level === 'code' ? 'In code' : setting.path.split('/').slice(0, 2).join('/');
    const same = sections.get(section);
    if (same) same.push(setting);
    else sections.set(section, [setting]);
  }
  const tables = [...sections].map(([section, own]) => `## ${section}\n\n${tableOf(section, own)}`);
  return `<!-- Written by \`npm run docs\` from the catalogue; edit that. -->
# Settings

The ${settings.length} settings of ASP.NET and IIS that Session Timeline knows: what may be written, what counts when nothing
is, where it may stand and what it does to a user.

${tables.join('\n\n')}
`;
}

function tableOf(section: string, own: readonly Setting[]): string {
  const rows = own.map((setting) => {
    const name = setting.path.startsWith(`${section}/`) ? setting.path.slice(section.length + 1) : setting.path;
    const cells = [
      `[${name.replace(/@/g, '')}](${setting.docs})`,
      `${grammarOf(setting)}${rangeOf(setting)}`,
      setting.default === undefined ? '' : setting.default === '' ? 'empty' : `\`${setting.default}\``,
      LEVELS[setting.level] ?? setting.level,
      `${setting.effect}${setting.unverified ? ` *Not verified: ${setting.unverified}*` : ''}`,
    ];
    return `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
  });
  return ['| setting | takes | default | stands in | effect |', '|---|---|---|---|---|', ...rows].join('\n');
}

function rangeOf({ range }: Setting): string {
  if (!range) return '';
  const { min, max } = range;
  if (min !== undefined && max !== undefined) return `, ${min} to ${max}`;
  return min !== undefined ? `, at least ${min}` : max !== undefined ? `, at most ${max}` : '';
}
