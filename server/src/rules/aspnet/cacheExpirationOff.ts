import { withCost } from '../cost';
import { removeValue, replaceValue } from '../edits';
import { dataInProcess } from '../iis/shared/pool';
import { type Fix, rule } from '../rule';

export default rule({
  id: 'cache-expiration-off',
  severity: 'warning',
  system: 'aspnet',
  title: 'Cache that never lets session data expire',
  explains:
    'Session data kept in the process lives in the same cache as everything else, and disableExpiration stops all of it from expiring: the session timeout does nothing, Session_End never comes, and memory fills up until the process is recycled.',
  source: 'CacheInternal.Create, AspNetCache (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    const setting = input.settings.get('system.web/caching/cache/@disableExpiration');
    if (setting.value !== 'true' || !setting.winner || dataInProcess(input) === undefined) return;
    const fixes: Fix[] = [];
    const off = replaceValue(input.view.site, setting.winner, 'false');
    const gone = removeValue(input.view.site, setting.winner);
    const data = dataInProcess(input);
    const title = (what: string) => (typeof data === 'number' ? withCost(what, input, { data }) : what);
    if (off) fixes.push({ title: title('Let the session time out: disableExpiration="false"'), edits: [off] });
    if (gone) fixes.push({ title: title('Let the session time out: remove disableExpiration'), edits: [gone] });
    report({
      at: { file: setting.winner.file, span: setting.winner.span },
      message:
        'Session data kept in the process never expires with `disableExpiration`: the session timeout does nothing and memory only grows. Write false.',
      fixes,
    });
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <caching>
            <cache disableExpiration="true" />
          </caching>
          <sessionState timeout="20" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <caching>
            <cache disableExpiration="true" />
          </caching>
          <sessionState mode="StateServer" timeout="20" />
        </system.web>
      </configuration>`,
  },
});
