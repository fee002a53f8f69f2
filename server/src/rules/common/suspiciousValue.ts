import { rule } from '../rule';
import { reportValues } from './shared/valueProblems';

export default rule({
  id: 'suspicious-value',
  severity: 'warning',
  system: 'aspnet',
  title: 'Legal value that hardly does what it says',
  explains:
    'The value is legal, but its effect differs from what it seems to say: a retry that never retries, minutes that look like seconds, an Infinite that turns into an instant.',
  source: 'System.Web.Configuration sections and their converters (.NET Framework 4.8)',
  fixable: true,
  check: (input, report) => reportValues('suspicious', input, report),
  examples: {
    bad: `
      <configuration>
        <system.web>
          <sessionState mode="SQLServer" sqlConnectionRetryInterval="60" sqlConnectionString="x" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <sessionState mode="SQLServer" sqlConnectionRetryInterval="59" sqlConnectionString="x" />
        </system.web>
      </configuration>`,
  },
});
