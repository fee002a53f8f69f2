import { nameOf } from '../../files/paths';
import { CORE } from '../../site/core/key';
import { JSON_FILE } from '../../syntax/json/kind';
import type { JsonNode } from '../../syntax/json/parse';
import { rule } from '../rule';
import { shop } from './shared/examples';
import { hostOf } from './shared/host';

export default rule({
  id: 'core-kestrel-limits-ignored',
  severity: 'warning',
  system: 'core',
  title: 'Kestrel limits that nobody reads',
  explains:
    'The default host reads endpoints and certificates from the section Kestrel, not Limits: a KeepAliveTimeout there changes nothing unless code binds the section to KestrelServerOptions. It would not keep anybody signed in either: it is about idle connections.',
  source: 'KestrelConfigurationLoader (ASP.NET Core); dotnet/AspNetCore.Docs issue 31108',
  fixable: false,
  check(input, report) {
    const host = hostOf(input);
    if (!host || !input.view.part(CORE)) return;
    const read = host.settings.flatMap(({ value }) => (value.from ? [value.from.place] : []));
    for (const file of input.view.site.sources.values()) {
      if (!/^appsettings(?:\..+)?\.json$/i.test(nameOf(file.path)) || file.kind !== JSON_FILE) continue;
      const limits = propertyAt(file.tree(JSON_FILE).root, 'Kestrel', 'Limits');
      if (!limits) continue;
      const { offset, length } = limits;
      const isRead = read.some(({ path, start }) => path === file.path && start >= offset && start < offset + length);
      if (isRead) continue;
      const key = limits.children?.[0] ?? limits;
      report({
        at: { file: file.path, span: { start: key.offset, end: key.offset + key.length } },
        message:
          'Nobody reads these limits: the host takes endpoints from the section Kestrel, and limits from code alone.',
        unnecessary: true,
      });
    }
  },
  examples: {
    bad: `${shop('')}
//- shop/appsettings.json
{ "Kestrel": { "Limits": { "KeepAliveTimeout": "00:20:00" } } }`,
    good: `${shop('builder.WebHost.ConfigureKestrel(o => o.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(20));')}
//- shop/appsettings.json
{ "Kestrel": { "Endpoints": {} } }`,
  },
});

/** The property at the end of a path of keys, whatever their case. */
function propertyAt(root: JsonNode | undefined, ...keys: readonly string[]): JsonNode | undefined {
  let object = root;
  let property: JsonNode | undefined;
  for (const key of keys) {
    property = object?.children?.find(
      (child) => child.type === 'property' && String(child.children?.[0]?.value).toLowerCase() === key.toLowerCase(),
    );
    object = property?.children?.[1];
  }
  return property;
}
