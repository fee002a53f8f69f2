import { buildSitecore, type SitecoreConfiguration } from '../../../../server/src/config/sitecore/effective';
import type { SitecoreInput, SitecoreOptions } from '../../../../server/src/config/sitecore/input';
import type { Generation } from '../../../../server/src/config/sitecore/namespaces';
import { printElement } from '../../../../server/src/config/sitecore/print';
import { rulesFrom } from '../../../../server/src/config/sitecore/rules';
import { parseXml } from '../../../../server/src/syntax/xml/parse';

/** Options for tests: the new engine, and `role:define` as given. */
export function engine(generation: Generation, roles = ''): SitecoreOptions {
  return { generation, rules: rulesFrom(roles ? [{ key: 'role:define', value: roles }] : []) };
}

/** A patch file around the children of `<sitecore>`, all usual prefixes declared. */
export function patchFile(children: string): string {
  return `<configuration xmlns:patch="http://www.sitecore.net/xmlconfig/" xmlns:set="http://www.sitecore.net/xmlconfig/set/" xmlns:role="http://www.sitecore.net/xmlconfig/role/"><sitecore>${children}</sitecore></configuration>`;
}

export function input(file: string, text: string): SitecoreInput {
  return { file, tree: parseXml(text) };
}

/** Base and patch files named 1.config, 2.config …, given by what is in their `<sitecore>`. */
export function merge(options: SitecoreOptions, base: string, ...patches: string[]): SitecoreConfiguration {
  const files = patches.map((patch, i) => input(`/site/App_Config/Include/${i + 1}.config`, patchFile(patch)));
  return buildSitecore([input('/site/App_Config/Sitecore.config', `<sitecore>${base}</sitecore>`), ...files], options);
}

/** The configuration in one line, without `patch:source` unless asked for. */
export function inOneLine(configuration: SitecoreConfiguration, sources: 'with sources' | '' = ''): string {
  const text = printElement(configuration.document.documentElement)
    .replace(/>\s+</g, '><')
    .replaceAll(' />', '/>')
    .replace(/ xmlns(?::\w+)?="[^"]*"/g, '')
    .replace(/^<sitecore([^>]*)\/>$/, '<sitecore$1></sitecore>');
  return sources ? text : text.replace(/ patch:source="[^"]*"/g, '');
}

/** What stands below `<r>` after merging patches of `<r>`. */
export function within(generation: Generation, before: string, ...patches: string[]): string {
  const configuration = merge(engine(generation), `<r>${before}</r>`, ...patches.map((patch) => `<r>${patch}</r>`));
  return /<sitecore[^>]*><r[^>]*?(?:\/>|>(.*)<\/r>)<\/sitecore>/s.exec(inOneLine(configuration))?.[1] ?? '';
}
