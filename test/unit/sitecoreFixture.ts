/** The smallest web root that counts as Sitecore, to be filled with patches; `//- path` texts (see `fixture.ts`). */
export interface SitecoreFixture {
  /** `Sitecore.Configuration.RuleBasedConfigReader` from 9.0 on. */
  readonly reader?: 'RuleBasedConfigReader' | 'ConfigReader';
  /** Inside `<appSettings>`. */
  readonly appSettings?: string;
  /** Inside `<system.web>`. */
  readonly systemWeb?: string;
  /** Inside `<sitecore>` of App_Config/Sitecore.config; undefined leaves the file out. */
  readonly base?: string | undefined;
  /** Path below the root to its text: patches, Layers.config, transforms. */
  readonly files?: Readonly<Record<string, string>>;
}

export const NAMESPACES =
  'xmlns:patch="http://www.sitecore.net/xmlconfig/" xmlns:set="http://www.sitecore.net/xmlconfig/set/" xmlns:role="http://www.sitecore.net/xmlconfig/role/"';

export const LAYERS = `<layers>
  <layer name="Sitecore" includeFolder="/App_Config/Sitecore/" />
  <layer name="Modules" includeFolder="/App_Config/Modules/" />
  <layer name="Custom" includeFolder="/App_Config/Include/" />
</layers>`;

/** A site at `/site`, ready for `siteOf`. */
export function sitecoreFiles(fixture: SitecoreFixture = {}): Map<string, string> {
  const { reader = 'RuleBasedConfigReader', appSettings = '', systemWeb = '', files = {} } = fixture;
  const base = 'base' in fixture ? fixture.base : '<settings />';
  const web = `<configuration>
  <configSections><section name="sitecore" type="Sitecore.Configuration.${reader}, Sitecore.Kernel" /></configSections>
  <appSettings>${appSettings}</appSettings>
  <sitecore configSource="App_Config\\Sitecore.config" />
  <system.web>${systemWeb}</system.web>
</configuration>`;
  const all = new Map([['/site/Web.config', web]]);
  if (base !== undefined) all.set('/site/App_Config/Sitecore.config', `<sitecore ${NAMESPACES}>${base}</sitecore>`);
  if (reader === 'RuleBasedConfigReader') all.set('/site/App_Config/Layers.config', LAYERS);
  for (const [path, text] of Object.entries(files)) all.set(`/site/${path}`, text);
  return all;
}

/** A patch file with this inside its `<sitecore>`. */
export function patch(content: string, attributes = ''): string {
  return `<configuration ${NAMESPACES}>\n<sitecore ${attributes}>\n${content}\n</sitecore>\n</configuration>`;
}

/** `<settings>` with one setting. */
export function setting(name: string, value: string): string {
  return `<settings><setting name="${name}" value="${value}" /></settings>`;
}
