import { xmlFilesOf } from '../../site/parsed';
import { whyNotUnderstood } from '../../site/understood';
import { rule } from '../rule';

export default rule({
  id: 'file-not-understood',
  severity: 'error',
  system: 'xml',
  title: 'File that is not what its name says',
  explains:
    'A pointer of Git LFS, both sides of a merge, an encrypted file or half a file is no configuration. Whatever could be read from it would be guessed: its values are not known, nothing else is said of it, and no fix writes into it.',
  source: 'Git LFS specification, version 1; git-merge documentation, How conflicts are presented; XML 1.0',
  fixable: false,
  looksAtBrokenFiles: true,
  check(input, report) {
    for (const file of xmlFilesOf(input.view.site)) {
      // Bytes that do not fit have a rule of their own.
      const why = file.damage === undefined ? whyNotUnderstood(file) : undefined;
      if (why) report({ at: { file: file.path, span: why }, message: why.message });
    }
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
      <<<<<<< HEAD
          <sessionState timeout="30" />
      =======
          <sessionState timeout="60" />
      >>>>>>> longer-sessions
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <sessionState timeout="60" />
        </system.web>
      </configuration>`,
  },
});
