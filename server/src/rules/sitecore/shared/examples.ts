/** Parts of an example; what is left out is as small as Sitecore can be. */
export interface Example {
  /** What is in `<sitecore>` of the customer's patch file. */
  readonly patch?: string;
  /** The whole patch file, in place of `patch`. */
  readonly file?: string;
  /** Where it is; `App_Config/Include/Shop.config` when nothing is said. */
  readonly path?: string;
  /** What is in `<sitecore>` of Sitecore.config. */
  readonly base?: string;
  /** What is in `<sitecore>` of a file that comes with Sitecore. */
  readonly stock?: string;
  /** Sections of the web.config beside the ones that make it Sitecore's. */
  readonly webConfig?: string;
  readonly appSettings?: string;
  readonly roles?: string;
  /** Defaults to 9.0 and later. */
  readonly generation?: 'old';
  /** `9.3.0`; undefined when nothing is to tell it. */
  readonly version?: string;
  readonly more?: string;
}

const NAMESPACES =
  'xmlns:patch="http://www.sitecore.net/xmlconfig/" xmlns:set="http://www.sitecore.net/xmlconfig/set/" xmlns:role="http://www.sitecore.net/xmlconfig/role/"';

/** A Sitecore site as a text with `//- path` headers. */
export function sitecoreSite(example: Example): string {
  const { generation, version, stock } = example;
  const file = example.file ?? (example.patch === undefined ? undefined : patchFile(example.patch));
  const stockPath = generation === 'old' ? 'Include/Sitecore.Stock.config' : 'Sitecore/Sitecore.Stock.config';
  return [
    '//- /site/Web.config',
    ...webConfigOf(example),
    '//- /site/App_Config/Sitecore.config',
    '<sitecore>',
    ...lines(example.base ?? '<settings />', '  '),
    '</sitecore>',
    ...(stock === undefined ? [] : [`//- /site/App_Config/${stockPath}`, ...lines(patchFile(stock), '')]),
    ...(file === undefined
      ? []
      : [`//- /site/${example.path ?? 'App_Config/Include/Shop.config'}`, ...lines(file, '')]),
    ...(version === undefined ? [] : ['//- /site/packages.config', ...packages(version)]),
    ...(example.more === undefined ? [] : lines(example.more, '')),
  ].join('\n');
}

/** A patch file with the usual prefixes declared. */
export function patchFile(inside: string): string {
  return [
    `<configuration ${NAMESPACES}>`,
    '  <sitecore>',
    ...lines(inside, '    '),
    '  </sitecore>',
    '</configuration>',
  ].join('\n');
}

function webConfigOf({ webConfig, appSettings, roles = 'Standalone', generation }: Example): string[] {
  const reader = generation === 'old' ? 'ConfigReader' : 'RuleBasedConfigReader';
  const defined = generation === 'old' ? [] : [`    <add key="role:define" value="${roles}" />`];
  const settings = [...defined, ...(appSettings ? lines(appSettings, '    ') : [])];
  return [
    '<configuration>',
    '  <configSections>',
    `    <section name="sitecore" type="Sitecore.Configuration.${reader}, Sitecore.Kernel" />`,
    '  </configSections>',
    ...(settings.length > 0 ? ['  <appSettings>', ...settings, '  </appSettings>'] : []),
    '  <sitecore configSource="App_Config\\Sitecore.config" />',
    ...(webConfig ? lines(webConfig, '  ') : []),
    '</configuration>',
  ];
}

function packages(version: string): string[] {
  return ['<packages>', `  <package id="Sitecore.Kernel" version="${version}" />`, '</packages>'];
}

/** The lines of a text, its own common indentation replaced. */
function lines(text: string, indent: string): string[] {
  const all = text.split('\n').filter((line) => line.trim() !== '');
  const depth = Math.min(...all.map((line) => /^ */.exec(line)![0].length));
  return all.map((line) => indent + line.slice(depth));
}
