import { rule } from '../rule';
import { reportValues } from './shared/valueProblems';

export default rule({
  id: 'unit-mix-up',
  severity: 'warning',
  system: 'aspnet',
  title: 'Value read in another unit than meant',
  explains:
    'The value is legal, but run time reads it in another unit than its author most likely had in mind, so the limit is far away from where everybody thinks it is.',
  source: 'System.Web.Configuration sections and their converters (.NET Framework 4.8)',
  fixable: true,
  check: (input, report) => reportValues('unit-mix-up', input, report),
  examples: {
    bad: `
      <configuration>
        <system.web>
          <hostingEnvironment urlMetadataSlidingExpiration="20" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <hostingEnvironment urlMetadataSlidingExpiration="00:20:00" />
        </system.web>
      </configuration>`,
  },
});
