import { attributeOf } from '../../settings/catalogue';
import { removeValue } from '../edits';
import { relatedSetting } from '../places';
import { rule } from '../rule';

const MODEL = 'system.webServer/aspNetCore/@hostingModel';

/** Only the process of its own that OutOfProcess starts is watched by these. */
const OUT_OF_PROCESS = [
  'system.webServer/aspNetCore/@requestTimeout',
  'system.webServer/aspNetCore/@rapidFailsPerMinute',
  'system.webServer/aspNetCore/@processesPerApplication',
];

export default rule({
  id: 'aspnetcore-setting-dead',
  severity: 'information',
  system: 'core',
  title: 'ASP.NET Core Module setting that the hosting model switches off',
  explains:
    'In process there is no second process whose answers, crashes or number the module could watch over: requestTimeout, rapidFailsPerMinute and processesPerApplication are read and never acted upon.',
  source: 'aspnetcore_schema_v2.xml; ASP.NET Core Module, web.config documentation',
  fixable: true,
  check(input, report) {
    const model = input.settings.get(MODEL);
    if (!model.winner || String(model.value).toLowerCase() !== 'inprocess') return;
    for (const path of OUT_OF_PROCESS) {
      const setting = input.settings.get(path);
      if (!setting.winner || (path.endsWith('processesPerApplication') && setting.value === '1')) continue;
      const edit = removeValue(input.view.site, setting.winner);
      const name = attributeOf(path);
      report({
        at: { file: setting.winner.file, span: setting.winner.span },
        message: `\`${name}\` does nothing: it is for hostingModel OutOfProcess, and here the application runs inside the worker process.`,
        related: relatedSetting(input, MODEL, 'The hosting model is InProcess'),
        fixes: edit ? [{ title: `Remove ${name}`, edits: [edit] }] : [],
        unnecessary: true,
      });
    }
  },
  examples: {
    bad: `
      <configuration>
        <system.webServer>
          <aspNetCore processPath="dotnet" hostingModel="InProcess" requestTimeout="00:20:00" />
        </system.webServer>
      </configuration>`,
    good: `
      <configuration>
        <system.webServer>
          <aspNetCore processPath="dotnet" hostingModel="OutOfProcess" requestTimeout="00:20:00" />
        </system.webServer>
      </configuration>`,
  },
});
