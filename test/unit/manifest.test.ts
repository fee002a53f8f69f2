import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json';
import { ROOT } from '../../scripts/place';
import { optionsGiven } from '../../server/src/site/userOptions';

/** What VS Code reads before any of our code runs must agree with that code. */
describe('The manifest', () => {
  const { contributes } = manifest;
  const client = sourcesBelow('client/src').concat(sourcesBelow('server/src/lsp'));

  it('names exactly the commands that the extension registers', () => {
    const named = contributes.commands.map(({ command }) => command).sort();
    const constants = new Map(
      matches(client, /export const (\w+Command) = '(sessionTimeline\.\w+)'/g).map(([, name, id]) => [name!, id!]),
    );
    const registered = matches(client, /registerCommand\(\s*(?:'([^']+)'|(\w+))/g).map(
      ([, id, name]) => id ?? constants.get(name!),
    );
    assert.deepEqual([...new Set(registered)].sort(), named);
  });

  it('puts only known commands in menus and walkthroughs', () => {
    const known = new Set(contributes.commands.map(({ command }) => command));
    for (const entries of Object.values(contributes.menus))
      for (const { command } of entries) assert.ok(known.has(command), command);
    for (const [, command] of matches([JSON.stringify(contributes.walkthroughs)], /command:(sessionTimeline\.\w+)/g)) {
      assert.ok(known.has(command!), command);
    }
  });

  it('gives every command a title in the same category', () => {
    for (const { command, title, category } of contributes.commands) {
      assert.match(title, /^[A-Z][A-Za-z ]+…?$/, command);
      assert.equal(category, 'Session Timeline', command);
    }
  });

  it('describes every setting, with a default and a scope, in groups with titles', () => {
    for (const { title, order, properties } of contributes.configuration) {
      assert.ok(title && order, title);
      for (const [name, setting] of Object.entries(properties)) {
        assert.match(name, /^sessionTimeline\./);
        assert.match(setting.markdownDescription, /^[A-Z].*\.$/s, name);
        assert.ok('default' in setting, `${name} has no default`);
        assert.match(setting.scope, /^(resource|window|machine-overridable)$/, name);
      }
    }
  });

  it('lets the server read every setting by the name it has here', () => {
    const protocol = readFileSync(path.join(ROOT, 'server/src/lsp/protocol.ts'), 'utf8');
    const settings = /interface Settings \{([\s\S]*?)\n\}/.exec(protocol)![1]!;
    for (const name of contributes.configuration.flatMap(({ properties }) => Object.keys(properties))) {
      const [, first, second] = name.split('.');
      // What a part reads by itself is no field of the protocol.
      const byPart = optionsGiven({ [first!]: { [second ?? '']: 'some/path' } }, (path) => path);
      if (Object.keys(byPart).length === 0) assert.match(settings, new RegExp(`\\b${first}\\b`), name);
    }
  });

  it('wakes for XML, for the files that make a site, and for a timeline to restore, and for nothing else', () => {
    assert.ok(manifest.activationEvents.includes('onLanguage:xml'));
    assert.ok(manifest.activationEvents.includes('onWebviewPanel:sessionTimeline.timeline'));
    for (const event of manifest.activationEvents)
      assert.match(event, /^(onLanguage:xml|onWebviewPanel:.+|workspaceContains:.+\.(config|\[Cc\]\S+))$/);
    const panel = readFileSync(path.join(ROOT, 'client/src/timeline/panel.ts'), 'utf8');
    assert.match(panel, /TIMELINE_VIEW = 'sessionTimeline\.timeline'/);
  });

  it('claims known file names for XML, never every .config', () => {
    const patterns = contributes.languages.flatMap(({ filenamePatterns }) => filenamePatterns);
    assert.ok(patterns.includes('web.config'));
    for (const pattern of patterns) assert.doesNotMatch(pattern, /^\*\.config$/);
  });

  it('works in untrusted and in virtual workspaces, on the desktop and in the browser', () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, true);
    assert.equal(manifest.capabilities.virtualWorkspaces, true);
    assert.ok(manifest.main && manifest.browser);
  });

  it('shows its icon in the editor title of configuration files only', () => {
    const [entry] = contributes.menus['editor/title'];
    const [, name] = /resourceFilename =~ \/(.+?)\/i/.exec(entry!.when)!;
    const shown = new RegExp(name!, 'i');
    for (const file of ['web.config', 'Web.Config', 'Web.Release.config', 'applicationHost.config'])
      assert.match(file, shown);
    for (const file of ['maven.config', 'packages.config', 'web.config.bak', 'myweb.config'])
      assert.doesNotMatch(file, shown);
  });

  it('lets travel what it points at', () => {
    const allowed = readFileSync(path.join(ROOT, '.vscodeignore'), 'utf8')
      .split('\n')
      .map((line) => line.replace(/^!/, ''));
    const pointed = matches([JSON.stringify(manifest)], /"((?:\.\/)?(?:media|dist|syntaxes)\/[^"]+)"/g).map(
      ([, file]) => file!.replace(/^\.\//, ''),
    );
    assert.ok(pointed.length > 5);
    for (const file of pointed) {
      const travels =
        allowed.includes(file) || allowed.includes(`${path.posix.dirname(file)}/*${path.posix.extname(file)}`);
      assert.ok(travels, `${file} is not in .vscodeignore`);
      if (file.startsWith('media/')) assert.ok(existsSync(path.join(ROOT, file)), file);
    }
  });

  it('has no dependencies: the bundles hold everything', () => {
    assert.ok(!('dependencies' in manifest));
  });

  function sourcesBelow(folder: string): string[] {
    return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(path.join(ROOT, folder, name), 'utf8'));
  }

  function matches(texts: readonly string[], pattern: RegExp): RegExpMatchArray[] {
    return texts.flatMap((text) => [...text.matchAll(pattern)]);
  }
});
