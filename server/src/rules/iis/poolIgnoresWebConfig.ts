import { xmlOf } from '../../site/parsed';
import { childElements } from '../../syntax/xml/navigate';
import { nameOf } from '../edits';
import { rule } from '../rule';
import { shopOnServer } from './shared/examples';
import { placeInPool, poolSetting, poolsInUse, setPoolSetting } from './shared/pool';

const OVERRIDE = '@enableConfigurationOverride';

export default rule({
  id: 'pool-ignores-web-config',
  severity: 'warning',
  system: 'iis',
  title: 'Pool in which IIS ignores web.config',
  explains:
    'With enableConfigurationOverride="false" IIS reads its own sections from applicationHost.config only: modules, handlers, caching and everything else under system.webServer in the web.config files of the pool does nothing, and nobody says so.',
  source: 'IIS configuration reference, applicationPools/add',
  fixable: true,
  check(input, report) {
    const { site } = input.view;
    if (!site.webConfig) return;
    const root = xmlOf(site.webConfig).root;
    const section = root && childElements(root, 'system.webServer')[0];
    if (!section) return;
    for (const { pool } of poolsInUse(input)) {
      const setting = poolSetting(pool, OVERRIDE);
      const at = placeInPool(site, pool, OVERRIDE);
      if (setting.value !== 'false' || !at) continue;
      const edits = setPoolSetting(site, pool, OVERRIDE, 'true');
      report({
        at,
        message: `IIS ignores \`<system.webServer>\` in every web.config of the pool "${pool.name}". Write true, or move the settings to applicationHost.config.`,
        related: [{ ...nameOf(site.webConfig, section), message: 'All of this is ignored' }],
        fixes: edits ? [{ title: 'Let web.config files count', edits }] : [],
      });
    }
  },
  examples: {
    bad: shopOnServer(
      '',
      `<system.webServer>
          <modules runAllManagedModulesForAllRequests="true" />
        </system.webServer>`,
      ` enableConfigurationOverride="false"`,
    ),
    good: shopOnServer(
      '',
      `<system.webServer>
          <modules runAllManagedModulesForAllRequests="true" />
        </system.webServer>`,
    ),
  },
});
