/**
 * Configuration text of the kind Sitecore ships, made up here: settings with comments, pipelines, events, sites and
 * patch attributes, about as much markup per character as the real files have. At least `size` characters long.
 */
export function sitecoreLike(size: number): string {
  const parts = [
    '<?xml version="1.0" encoding="utf-8"?>\r\n',
    '<configuration xmlns:patch="http://www.sitecore.net/xmlconfig/" xmlns:set="http://www.sitecore.net/xmlconfig/set/">\r\n',
    '  <sitecore database="SqlServer">\r\n',
  ];
  let length = 0;
  for (let i = 0; length < size; i++) {
    const block = TEMPLATES[i % TEMPLATES.length]!(i).replaceAll('\n', '\r\n');
    parts.push(block);
    length += block.length;
  }
  parts.push('  </sitecore>\r\n</configuration>\r\n');
  return parts.join('');
}

const TEMPLATES: readonly ((i: number) => string)[] = [
  (i) => `    <!--  GROUP ${i} OF THE MADE UP SETTINGS
          Tells how long the ${i}th thing may last before it is thrown away. The value is a time span,
          and zero means that it lasts as long as the process does.
    -->
    <settings>
      <!--  THING ${i} LIFETIME
            Default value: 00:20:00
      -->
      <setting name="Thing${i}.Lifetime" value="00:${String(i % 60).padStart(2, '0')}:00" />
      <setting name="Thing${i}.Path" value="/temp/things/${i}?kind=a&amp;size=${i}" patch:source="Things.config" />
      <setting name="Thing${i}.Enabled" value="true" />
    </settings>
`,
  (i) => `    <pipelines>
      <handleThing${i}>
        <processor type="Example.Things.Pipelines.Handle${i}.CheckPermission, Example.Things" mode="on" />
        <processor type="Example.Things.Pipelines.Handle${i}.LoadThing, Example.Things">
          <maxAge>00:05:00</maxAge>
          <database>master</database>
        </processor>
        <processor type="Example.Things.Pipelines.Handle${i}.SaveThing, Example.Things" method="Process" runIfAborted="true" />
      </handleThing${i}>
    </pipelines>
`,
  (i) => `    <events timingLevel="custom">
      <event name="thing:changed:${i}">
        <handler type="Example.Things.Events.ThingEventHandler, Example.Things" method="OnThingChanged">
          <sites hint="list">
            <site>website</site>
            <site>shell</site>
          </sites>
        </handler>
      </event>
    </events>
`,
  (i) => `    <sites>
      <site name="site${i}" virtualFolder="/s${i}" physicalFolder="/s${i}" rootPath="/sitecore/content" startItem="/home" database="web" domain="extranet" cacheHtml="true" htmlCacheSize="50MB" enablePreview="true" />
    </sites>
    <commands>
      <command name="thing:open${i}" type="Example.Things.Commands.Open,Example.Things" />
      <command name="thing:close${i}" type="Example.Things.Commands.Close,Example.Things" />
      <command name="thing:remove${i}" type="Example.Things.Commands.Remove,Example.Things" />
    </commands>
`,
];
