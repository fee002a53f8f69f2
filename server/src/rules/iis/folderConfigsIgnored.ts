import { isUnknown } from '../../session/lifetime';
import { replaceValue } from '../edits';
import { rule } from '../rule';
import { shopOnServer } from './shared/examples';

export default rule({
  id: 'folder-configs-ignored',
  severity: 'warning',
  system: 'iis',
  title: 'Folder web.config that IIS does not read',
  explains:
    'With allowSubDirConfig="false" IIS looks for a web.config in the root of the application only: those in folders below it are left alone, as if they were not there.',
  source: 'IIS configuration reference, virtualDirectory/@allowSubDirConfig',
  fixable: true,
  check(input, report) {
    const { pool, site } = input.view;
    if (isUnknown(pool) || site.folders.length === 0) return;
    const value = pool.directory.value('@allowSubDirConfig');
    const said = value?.history[value.history.length - 1];
    if (!said || typeof value.literal !== 'string' || value.literal.toLowerCase() !== 'false') return;
    const edit = replaceValue(site, said, 'true');
    const count =
      site.folders.length === 1 ? 'web.config of a folder' : `${site.folders.length} web.config files of folders`;
    report({
      at: { file: said.file, span: said.span },
      message: `IIS does not read the ${count} in this site. Write true, or move what they say into \`<location>\` of the root.`,
      related: site.folders.slice(0, 5).map(({ file, path }) => ({
        file: file.path,
        span: { start: 0, end: 0 },
        message: `Not read: "${path}"`,
      })),
      fixes: edit ? [{ title: 'Let folders have a web.config', edits: [edit] }] : [],
    });
  },
  examples: {
    bad: `${shopOnServer('', '').replace('physicalPath', 'allowSubDirConfig="false" physicalPath')}
      //- /repo/shop/admin/Web.config
      <configuration>
        <system.web>
          <httpRuntime executionTimeout="300" />
        </system.web>
      </configuration>`,
    good: `${shopOnServer('', '')}
      //- /repo/shop/admin/Web.config
      <configuration>
        <system.web>
          <httpRuntime executionTimeout="300" />
        </system.web>
      </configuration>`,
  },
});
