import { keyOf } from '../../files/paths';
import { elementAt, nameOf, removeElement } from '../edits';
import { isServedByCore } from '../hosting';
import { rule } from '../rule';

/** What people hope decides about sign-in and session. */
const SECTIONS = ['system.web/sessionState', 'system.web/authentication', 'system.web/machineKey'];

export default rule({
  id: 'system-web-unused',
  severity: 'warning',
  system: 'core',
  title: 'ASP.NET settings in an ASP.NET Core site',
  explains:
    'ASP.NET Core does not read system.web: a session timeout or a forms timeout there changes nothing. The lengths are set in code, with SessionOptions.IdleTimeout and CookieAuthenticationOptions.ExpireTimeSpan.',
  source: 'ASP.NET Core Module, web.config documentation',
  fixable: true,
  check(input, report) {
    if (!isServedByCore(input)) return;
    for (const path of SECTIONS) {
      for (const origin of input.settings.element(path)?.origins ?? []) {
        const file = input.view.site.sources.get(keyOf(origin.file));
        const element = file && elementAt(file, origin.span.start);
        if (!file || !element) continue;
        report({
          at: nameOf(file, element),
          message: `\`<${element.name}>\` does nothing: ASP.NET Core answers every request of this site and does not read system.web. Set the length in code.`,
          fixes: [{ title: `Remove <${element.name}>`, edits: [removeElement(file, element)] }],
          unnecessary: true,
        });
      }
    }
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <sessionState timeout="60" />
        </system.web>
        <system.webServer>
          <handlers>
            <add name="aspNetCore" path="*" verb="*" modules="AspNetCoreModuleV2" resourceType="Unspecified" />
          </handlers>
          <aspNetCore processPath="dotnet" arguments=".\\Shop.dll" hostingModel="inprocess" />
        </system.webServer>
      </configuration>`,
    good: `
      <configuration>
        <system.webServer>
          <handlers>
            <add name="aspNetCore" path="*" verb="*" modules="AspNetCoreModuleV2" resourceType="Unspecified" />
          </handlers>
          <aspNetCore processPath="dotnet" arguments=".\\Shop.dll" hostingModel="inprocess" />
        </system.webServer>
      </configuration>`,
  },
});
