import { rule } from '../rule';
import { reportValues } from './shared/valueProblems';

export default rule({
  id: 'value-out-of-range',
  severity: 'error',
  system: 'aspnet',
  title: 'Value outside the allowed range',
  explains: 'The value is read and then refused, so the section does not load and the site does not start.',
  source: 'System.Web.Configuration sections and their converters (.NET Framework 4.8)',
  fixable: true,
  check: (input, report) => reportValues('out-of-range', input, report),
  examples: {
    bad: `
      <configuration>
        <system.web>
          <sessionState timeout="0" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <sessionState timeout="1" />
        </system.web>
      </configuration>`,
  },
});
