/** A made-up Sitecore 9 site: a base as large as the stock one, and include files that do what stock files do. */
export function syntheticSite(root: string, files: number): [string, string][] {
  const site: [string, string][] = [
    [`${root}/Web.config`, WEB_CONFIG],
    [`${root}/App_Config/Layers.config`, LAYERS],
    [`${root}/App_Config/Sitecore.config`, base()],
  ];
  for (let i = 0; i < files; i++) {
    const folder = i % 4 === 3 ? 'Include/Project' : `Sitecore/Module${String(i % 50).padStart(2, '0')}`;
    site.push([`${root}/App_Config/${folder}/${String(i).padStart(5, '0')}.config`, patch(i)]);
  }
  return site;
}

const WEB_CONFIG = `<?xml version="1.0"?>
<configuration>
  <configSections>
    <section name="sitecore" type="Sitecore.Configuration.RuleBasedConfigReader, Sitecore.Kernel" />
  </configSections>
  <appSettings><add key="role:define" value="ContentManagement" /></appSettings>
  <sitecore configSource="App_Config\\Sitecore.config" />
</configuration>`;

const LAYERS = `<layers>
  <layer name="Sitecore" includeFolder="/App_Config/Sitecore/" />
  <layer name="Custom" includeFolder="/App_Config/Include/" />
</layers>`;

const COMMENT = `<!--  WHAT THE SETTING DOES
            A comment of the usual length stands before nearly every setting and says what it is for.
            Default value: none
      -->`;

function base(): string {
  const settings = Array.from(
    { length: 700 },
    (_, i) => `    ${COMMENT}\n    <setting name="Stock.Setting${i}" value="$(data)/${i}" />`,
  );
  const pipelines = Array.from(
    { length: 150 },
    (_, i) => `    <pipeline${i}>\n${processors(i, 8)}\n    </pipeline${i}>`,
  );
  const events = Array.from(
    { length: 100 },
    (_, i) =>
      `    <event name="stock:event${i}">\n      <handler type="Stock.Handler${i}, Stock" method="On" />\n    </event>`,
  );
  return `<sitecore database="SqlServer" xmlns:patch="http://www.sitecore.net/xmlconfig/" xmlns:role="http://www.sitecore.net/xmlconfig/role/">
  <sc.variable name="data" value="/App_Data" />
  <events>
${events.join('\n')}
  </events>
  <pipelines>
${pipelines.join('\n')}
  </pipelines>
  <settings>
${settings.join('\n')}
  </settings>
</sitecore>`;
}

function processors(pipeline: number, count: number): string {
  return Array.from(
    { length: count },
    (_, i) =>
      `      <processor type="Stock.Pipelines.P${pipeline}.Step${i}, Stock" resolve="true">\n        <param desc="name">${i}</param>\n      </processor>`,
  ).join('\n');
}

function patch(i: number): string {
  const settings = Array.from(
    { length: 12 },
    (_, n) => `      ${COMMENT}\n      <setting name="Module${i}.Setting${n}" value="${n}" />`,
  );
  const inserted = Array.from(
    { length: 6 },
    (_, n) => `      <pipeline${(i * 7 + n) % 150}>
        <processor type="Module${i}.Step${n}, Module${i}" patch:after="processor[@type='Stock.Pipelines.P${(i * 7 + n) % 150}.Step${n}, Stock']">
          <param desc="client" ref="modules/module${i}/client" />
        </processor>
      </pipeline${(i * 7 + n) % 150}>`,
  );
  return `<configuration xmlns:patch="http://www.sitecore.net/xmlconfig/" xmlns:set="http://www.sitecore.net/xmlconfig/set/" xmlns:role="http://www.sitecore.net/xmlconfig/role/">
  <sitecore>
    <events>
      <event name="stock:event${i % 100}">
        <handler type="Module${i}.Handler, Module${i}" method="On" />
      </event>
    </events>
    <pipelines>
${inserted.join('\n')}
    </pipelines>
    <modules>
      <module${i} role:require="Standalone or ContentManagement">
        <client type="Module${i}.Client, Module${i}" singleInstance="true">
${Array.from({ length: 40 }, (_, n) => `          <item${n} key="${n}"><value>some text ${n}</value></item${n}>`).join('\n')}
        </client>
      </module${i}>
    </modules>
    <settings>
      <setting name="Stock.Setting${i % 700}">
        <patch:attribute name="value">${i}</patch:attribute>
      </setting>
      <setting name="Stock.Setting${(i * 3) % 700}" set:value="${i}" />
${settings.join('\n')}
    </settings>
  </sitecore>
</configuration>`;
}
