import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';

const SERVER = path.resolve(__dirname, '../../server/src');

/** What names a part that stands over ASP.NET and IIS. */
const PARTS = [/sitecore/i, /katana/i, /identity_?server|duende/i] as const;

/**
 * A part may name another that it stands over, or that signs in for it. `code` is what `core` and `katana` have in common:
 * start-up code; `csharp` knows the frameworks that such code calls, and `startUp` what it comes to.
 */
const MAY_NAME = /(?:^|\/)(?:sitecore|katana|identityServer|core|code|csharp|startUp)\//i;

/** One line for each part: the registry of a floor. */
const REGISTRIES = new Set([
  'site/parts.ts',
  'settings/catalogue.ts',
  'settings/valueSources.ts',
  'clocks/sources.ts',
  'features/all.ts',
  'rules/all.ts',
  'session/recorded/kinds.ts',
]);

/** Files that must name a part all the same, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'site/site.ts': 'the stacks that the command line promises',
  'site/options.ts': 'a version that the user states',
  'site/aspnet/codeFacts.ts': 'methods that set up a sign-in in code, which are only seen here',
  'config/aspnet/declared.ts': 'a type that reads its section alone, as `configSections` names it',
  'syntax/xml/tagProblems.ts': 'namespaces that people forget to declare',
};

/** The floors up to the settings, and those of the others as they are swept. */
const FLOORS = ['files', 'syntax', 'config', 'site', 'settings'];

describe('Names of parts', () => {
  for (const floor of FLOORS)
    it(`stay in the folders of their parts on the floor ${floor}`, () => {
      const found = sources(path.join(SERVER, floor)).flatMap((file) => {
        const here = path.relative(SERVER, file).split(path.sep).join('/');
        if (REGISTRIES.has(here) || here in EXCEPTIONS || MAY_NAME.test(here)) return [];
        const code = withoutComments(fs.readFileSync(file, 'utf8'));
        return PARTS.some((name) => name.test(code)) ? [here] : [];
      });
      assert.deepEqual(found, []);
    });

  it('have no exception that nothing needs', () => {
    for (const file of Object.keys(EXCEPTIONS)) {
      const code = withoutComments(fs.readFileSync(path.join(SERVER, file), 'utf8'));
      assert.ok(
        PARTS.some((name) => name.test(code)),
        file,
      );
    }
  });
});

function sources(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? sources(full) : full.endsWith('.ts') ? [full] : [];
  });
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
