import { type ParsedFile, xmlFilesOf, xmlOf } from '../../site/parsed';
import type { XmlProblem } from '../../syntax/xml/tree';
import { type Report, rule } from '../rule';

/** A file that is no XML at all has thousands of problems; the first say enough. */
const MOST = 100;

export default rule({
  id: 'xml-not-well-formed',
  severity: 'error',
  system: 'xml',
  title: 'XML that cannot be read',
  explains:
    'ASP.NET and IIS read a configuration file as a whole or not at all: one unclosed tag, quote or stray character stops the site from starting, or fails every request below the folder.',
  source: 'XML 1.0 and Namespaces in XML 1.0',
  fixable: true,
  check(input, report) {
    for (const file of xmlFilesOf(input.view.site))
      for (const problem of errorsOf(file)) report(reportOf(file, problem));
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <sessionState timeout=20 />
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

function errorsOf(file: ParsedFile): readonly XmlProblem[] {
  return xmlOf(file)
    .problems.filter(({ severity }) => severity === 'error')
    .slice(0, MOST);
}

/** Mistakes in how something is written, not in what is meant: mending them decides nothing. */
const ONLY_SPELLING: ReadonlySet<XmlProblem['code']> = new Set([
  'missing-quote',
  'missing-equals',
  'missing-space',
  'unescaped-less-than',
  'bad-reference',
]);

function reportOf(file: ParsedFile, { code, start, end, message, fix }: XmlProblem): Report {
  return {
    at: { file: file.path, span: { start, end } },
    message,
    fixes: fix
      ? [
          {
            title: fix.title,
            edits: fix.edits.map(({ span, text }) => ({ file: file.path, span, text })),
            ...(ONLY_SPELLING.has(code) && { safe: true }),
          },
        ]
      : [],
  };
}
