import { isUnknown } from '../../session/lifetime';
import { xmlOf } from '../../site/parsed';
import { attributeOf, childElements } from '../../syntax/xml/navigate';
import { nameOf, removeElement } from '../edits';
import { type RuleInput, rule } from '../rule';

/** Which list of modules counts: a pool with the classic pipeline runs those of ASP.NET's own. */
function modulesOf({ pool }: RuleInput['view']): string {
  const isClassic = !isUnknown(pool) && /^classic$/i.test(String(pool.pool.value('@managedPipelineMode')?.literal));
  return isClassic ? 'system.web/httpModules' : 'system.webServer/modules';
}

/** Modules without which a setting is never acted upon. */
const NEEDED = [
  {
    name: 'FormsAuthentication',
    type: /FormsAuthenticationModule/,
    cost: 'nobody reads the sign-in ticket, and users are sent to the sign-in page again and again',
    isUsed: ({ settings }: RuleInput) => settings.get('system.web/authentication/@mode').value === 'Forms',
    because: 'authentication mode is Forms',
  },
  {
    name: 'Session',
    type: /SessionState/,
    cost: 'no page has a session, and code that uses one fails',
    isUsed: ({ settings }: RuleInput) => {
      const mode = settings.get('system.web/sessionState/@mode');
      return mode.given && typeof mode.value === 'string' && mode.value !== 'Off';
    },
    because: 'sessionState has a mode',
  },
] as const;

export default rule({
  id: 'needed-module-removed',
  severity: 'warning',
  system: 'aspnet',
  title: 'Module removed that the settings need',
  explains:
    'Sign-in and session are the work of modules. Templates with ASP.NET Identity take the FormsAuthentication module out; left there with mode="Forms" users can never sign in. The same goes for the Session module.',
  source: 'applicationHost.config, system.webServer/modules; FormsAuthenticationModule, SessionStateModule',
  fixable: true,
  check(input, report) {
    const { webConfig } = input.view.site;
    if (!webConfig) return;
    const modules = modulesOf(input.view);
    const [group, list] = modules.split('/');
    const root = xmlOf(webConfig).root;
    const place = root && childElements(root, group).flatMap((element) => childElements(element, list))[0];
    if (!place) return;
    const added = (input.settings.element(modules)?.children ?? []).map((child) => ({
      name: String(child.attributes.get('name')?.literal ?? ''),
      type: String(child.attributes.get('type')?.literal ?? ''),
    }));
    for (const needed of NEEDED) {
      const isIt = (name = '') => name.toLowerCase() === needed.name.toLowerCase();
      const remove = childElements(place).find(
        (child) => child.name === 'clear' || (child.name === 'remove' && isIt(attributeOf(child, 'name')?.value)),
      );
      if (!remove || !needed.isUsed(input)) continue;
      if (added.some(({ name, type }) => isIt(name) || needed.type.test(type))) continue;
      report({
        at: nameOf(webConfig, remove),
        message: `The module ${needed.name} is taken out here, but ${needed.because}: ${needed.cost}. Remove \`<${remove.name}>\`, or add the module again.`,
        fixes: [{ title: `Remove <${remove.name}>`, edits: [removeElement(webConfig, remove)] }],
      });
    }
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms timeout="40" />
          </authentication>
          <sessionState timeout="40" />
        </system.web>
        <system.webServer>
          <modules>
            <remove name="FormsAuthentication" />
          </modules>
        </system.webServer>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms timeout="40" />
          </authentication>
          <sessionState timeout="40" />
        </system.web>
        <system.webServer>
          <modules>
            <remove name="FormsAuthentication" />
            <add name="FormsAuthentication" type="System.Web.Security.FormsAuthenticationModule" />
          </modules>
        </system.webServer>
      </configuration>`,
  },
});
