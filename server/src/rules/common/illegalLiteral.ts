import { rule } from '../rule';
import { reportValues } from './shared/valueProblems';

export default rule({
  id: 'illegal-literal',
  severity: 'error',
  system: 'aspnet',
  title: 'Value that cannot be read',
  explains:
    'A value outside the grammar of its setting makes the whole section fail to load: for most sections the site does not start, even if nobody reads the value.',
  source: 'System.Web.Configuration sections and their converters (.NET Framework 4.8)',
  fixable: true,
  check: (input, report) => reportValues('illegal-literal', input, report),
  examples: {
    bad: `
      <configuration>
        <system.web>
          <sessionState timeout="00:20:00" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <sessionState timeout="20" />
        </system.web>
      </configuration>`,
  },
});
