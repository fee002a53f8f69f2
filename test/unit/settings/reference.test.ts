import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { settingAt } from '../../../server/src/settings/catalogue';
import type { LiteralClass, Setting } from '../../../server/src/settings/setting';

/** The catalogue against the tables of the reference it was written from. */

const reference = path.resolve(__dirname, '../../../../shared/reference/aspnet-iis.md');

/** Rows that are no attribute of an element, by the text of their first cell. */
const WITHOUT_SETTING: Readonly<Record<string, string>> = {
  'child `providers`': 'a collection; what its entries say is up to the provider',
  'same handler': 'describes maximumClockSkew, which has its own entry under identityConfiguration',
  '`system.identityModel/.../sessionSecurityTokenCache` (MRU cache)': 'the purge interval is fixed in code',
  '`aspNetCore/recycleOnFileChange/file`': 'a list of files, no value',
  '`serverRuntime/*`': 'its two attributes with a default are in the catalogue; the row names them in another cell',
};

/** Rows whose first cell names settings in words; where they are in the catalogue. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'STS side: `SecurityTokenServiceConfiguration`': [
    'SecurityTokenServiceConfiguration.DefaultTokenLifetime',
    'SecurityTokenServiceConfiguration.MaximumTokenLifetime',
  ],
  'OWIN `CookieAuthenticationOptions.ExpireTimeSpan` (code)': [
    'CookieAuthenticationOptions.ExpireTimeSpan',
    'CookieAuthenticationOptions.SlidingExpiration',
  ],
  'OWIN `SecurityStampValidator.OnValidateIdentity(validateInterval)`': [
    'SecurityStampValidator.OnValidateIdentity(validateInterval)',
  ],
  'ASP.NET Core `SessionOptions.IdleTimeout` / cookie `ExpireTimeSpan` (code)': [
    'SessionOptions.IdleTimeout',
    'CookieAuthenticationOptions.ExpireTimeSpan',
  ],
  '`Microsoft.AspNet.SessionState.SqlSessionStateProviderAsync` provider attrs': [
    'system.web/sessionState/providers/add/@maxRetryNumber',
    'system.web/sessionState/providers/add/@retryInterval',
    'system.web/sessionState/providers/add/@skipKeepAliveWhenUnused',
  ],
  '`modules/add[Session]`, `[FormsAuthentication]`, `[RoleManager]`, `[AnonymousIdentification]`': [
    'system.webServer/modules/add/@preCondition',
  ],
  '`serverRuntime/*`': [
    'system.webServer/serverRuntime/@frequentHitTimePeriod',
    'system.webServer/serverRuntime/@appConcurrentRequestLimit',
  ],
};

const ELEMENTS: Readonly<Record<string, string>> = {
  'system.web/forms': 'system.web/authentication/forms',
  'system.web/caching/outputCache…': 'system.web/caching/outputCacheSettings/outputCacheProfiles/add',
  'system.applicationHost/…/virtualDirectory': 'system.applicationHost/sites/site/application/virtualDirectory',
  'WIF/cookieHandler': 'system.identityModel.services/federationConfiguration/cookieHandler',
};

interface Row {
  readonly title: string;
  readonly cells: readonly string[];
  readonly paths: readonly string[];
}

function rows(): readonly Row[] {
  const found: Row[] = [];
  let group: string | undefined;
  let element: string | undefined;
  for (const line of readFileSync(reference, 'utf8').split('\n')) {
    if (line.startsWith('#')) {
      const number = /^## (1\.[1-4]) /.exec(line)?.[1];
      if (number)
        group = { '1.1': 'system.web', '1.2': 'WIF', '1.3': 'system.applicationHost', '1.4': 'system.webServer' }[
          number
        ];
      else if (!line.startsWith('###')) group = undefined;
      element = /^### sessionState /.test(line) ? 'system.web/sessionState' : undefined;
    }
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (!group || cells.length < 3 || /^-+$|^path$|^attribute$/.test(cells[0]!)) continue;
    const title = cells[0]!;
    found.push({ title, cells, paths: title in WITHOUT_SETTING ? [] : pathsIn(title, group, element) });
  }
  return found;
}

/** `forms/@loginUrl`, `@defaultUrl` → both with their element; bare names belong to the table's element. */
function pathsIn(title: string, group: string, element: string | undefined): readonly string[] {
  const spans = [...title.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
  if (element) return spans.map((name) => `${element}/@${name}`);
  const at = spans[0]?.indexOf('@') ?? -1;
  if (at < 0) return [];
  const written = spans[0]!
    .slice(0, at)
    .replace(/\/$/, '')
    .replace(/\[[^\]]*\]/g, '');
  const pool = title.startsWith('P`') ? `applicationPools/add${written}` : written;
  const whole = pool.startsWith('system.') ? pool : `${group}/${pool}`;
  const names = spans.flatMap((span) => span.match(/@\w+|…[A-Z]\w*/g) ?? []);
  return names.map(
    (name) =>
      `${ELEMENTS[whole] ?? whole}/@${name.startsWith('…') ? names[0]!.slice(1) + name.slice(1) : name.slice(1)}`,
  );
}

const CLASSES: readonly (readonly [RegExp, LiteralClass['kind'], boolean?])[] = [
  [/^MIN∞/, 'minutes', true],
  [/^MIN\b/, 'minutes', false],
  [/^SEC∞/, 'seconds', true],
  [/^SEC\b/, 'seconds', false],
  [/^TS∞/, 'timeSpan', true],
  [/^NTS/, 'nativeTimeSpan'],
  [/^(?:INT|NUI|uint|int)\b/, 'integer'],
  [/^bool/, 'boolean'],
  [/^enum/, 'enum'],
];

describe('the catalogue beside the reference', () => {
  if (!existsSync(reference)) {
    it('is skipped: ../shared/reference/aspnet-iis.md is not here', function () {
      this.skip();
    });
    return;
  }
  const all = rows();
  const named = all.flatMap((row) => row.paths.map((at) => ({ row, at, setting: settingAt(at) })));
  const single = named.filter(({ row, setting }) => setting && row.paths.length === 1) as readonly {
    row: Row;
    at: string;
    setting: Setting;
  }[];

  it('has every row of 1.1 to 1.4', () => {
    assert.ok(all.length > 100, `only ${all.length} rows were found`);
    for (const row of all) {
      if (row.paths.length > 0) continue;
      assert.ok(WITHOUT_SETTING[row.title] ?? ELSEWHERE[row.title], `nobody answers for the row ${row.title}`);
    }
    const missing = named.filter(({ setting }) => !setting).map(({ at }) => at);
    assert.deepEqual(missing, []);
    for (const at of Object.values(ELSEWHERE).flat()) assert.ok(settingAt(at), at);
  });

  it('has no excuse for a row that is gone', () => {
    const titles = new Set(all.map(({ title }) => title));
    for (const title of [...Object.keys(WITHOUT_SETTING), ...Object.keys(ELSEWHERE)])
      assert.ok(titles.has(title), title);
  });

  it('reads each as the reference says', () => {
    let compared = 0;
    for (const { row, at, setting } of single) {
      const type = at.startsWith('system.webServer') ? row.cells[2]! : row.cells[1]!;
      const rule = CLASSES.find(([pattern]) => pattern.test(type));
      if (!rule) continue;
      compared++;
      const [, kind, infinite] = rule;
      assert.equal(setting.literal.kind, kind, at);
      if (infinite !== undefined && 'infinite' in setting.literal) assert.equal(setting.literal.infinite, infinite, at);
    }
    assert.ok(compared > 70, `only ${compared} types were compared`);
  });

  it('has the defaults of the reference', () => {
    let compared = 0;
    for (const { row, at, setting } of single) {
      const cell = (at.startsWith('system.webServer') ? row.cells[3]! : row.cells[2]!).replace(/[*`]/g, '');
      if (/^(?:–|none|schema:|\d+ h|0:0:0)/.test(cell)) continue;
      compared++;
      const said = setting.default === '' ? 'empty' : setting.default;
      assert.equal(cell.slice(0, said?.length), said, at);
      assert.match(cell.slice(said?.length), /^(?:$|[ ;])/, at);
    }
    assert.ok(compared > 80, `only ${compared} defaults were compared`);
  });

  it('has the ranges of the reference', () => {
    let compared = 0;
    for (const { row, at, setting } of single) {
      const native = at.startsWith('system.webServer');
      if (!native && !at.startsWith('system.applicationHost')) continue;
      const cell = (native ? row.cells[4]! : row.cells[3]!).replace(/^(?:schema|interval) /, '');
      const both = /^([\d,]+)–([\d,]+)/
        .exec(cell)
        ?.slice(1)
        .map((number) => Number(number.replace(/,/g, '')));
      const least = /^≥ (\d+)/.exec(cell)?.[1];
      const [min, max] = both ?? (least ? [Number(least)] : []);
      if (min === undefined) continue;
      compared++;
      assert.equal(setting.range?.min, min, at);
      if (max !== undefined) assert.equal(setting.range?.max, max, at);
    }
    assert.ok(compared > 20, `only ${compared} ranges were compared`);
  });
});
