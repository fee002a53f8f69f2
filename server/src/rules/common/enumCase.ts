import { rule } from '../rule';
import { reportValues } from './shared/valueProblems';

export default rule({
  id: 'enum-case',
  severity: 'error',
  system: 'aspnet',
  title: 'Word in the wrong case',
  explains:
    'ASP.NET compares the words of its settings with case: a word in another case is an unknown word, and the section does not load.',
  source: 'System.Web.Configuration sections and their converters (.NET Framework 4.8)',
  fixable: true,
  check: (input, report) => reportValues('enum-case', input, report),
  examples: {
    bad: `
      <configuration>
        <system.web>
          <sessionState mode="inproc" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <sessionState mode="InProc" />
        </system.web>
      </configuration>`,
  },
});
