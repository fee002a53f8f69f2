import { isUnknown } from '../../session/lifetime';
import { type SettingsReader, settingsOf } from '../../settings/reader';
import { setSetting } from '../edits';
import { placeOfSetting } from '../places';
import { type RuleInput, rule } from '../rule';

const NAME = 'system.web/authentication/forms/@name';
const KEYS = 'system.web/machineKey/@';

export default rule({
  id: 'sign-in-cookie-shared',
  severity: 'warning',
  system: 'aspnet',
  title: 'Two applications with one sign-in cookie',
  explains:
    'A browser keeps one cookie of a name, host and path. Applications of one site in IIS that keep their tickets in the same cookie, each with keys of its own, cannot read what the other wrote: signing in to one signs the user out of the other. Give each a cookie name of its own, or both the same machineKey.',
  source: 'FormsAuthentication.GetAuthCookie: name, path and domain; MachineKeySection: IsolateApps is the default',
  fixable: true,
  check(input, report) {
    const { site } = input.view;
    const cookie = site
      .system()
      ?.links.find(({ kind, ends }) => kind === 'cookie' && ends.some((end) => end.site === site));
    const other = cookie?.ends.find(
      (end) => end.site !== site && differ(input.settings, settingsOf(end.site.view(null))),
    );
    const at = placeOfSetting(input, NAME);
    if (!cookie || !other || !at) return;
    report({
      at,
      message: `The applications ${nameOf(input.view)} and ${nameOf(other.site.view(null))} keep their sign-ins in the same cookie, ${cookie.name}, each with keys of its own: whoever signs in to one is signed out of the other. Give this cookie a name of its own, or both applications the same machineKey.`,
      related: other.end.at ? [{ ...other.end.at, message: 'The other application' }] : [],
      fixes: ownName(input, cookie.name),
    });
  },
  examples: { bad: twoApplications(''), good: twoApplications(' name="FORUM"') },
});

/** What makes a ticket of the one unreadable to the other; nothing that cannot be known counts. */
function differ(one: SettingsReader, other: SettingsReader): boolean {
  return ['validationKey', 'decryptionKey', 'validation', 'decryption'].some((name) => {
    const [mine, theirs] = [one.get(KEYS + name).literal, other.get(KEYS + name).literal];
    if (isUnknown(mine) || isUnknown(theirs) || mine === undefined || theirs === undefined) return false;
    if (/isolateapps|isolatebyappid/i.test(mine) || /isolateapps|isolatebyappid/i.test(theirs)) return true;
    return mine.toLowerCase() !== theirs.toLowerCase();
  });
}

/** `/shop`, as browsers know it; the folder where IIS says nothing. */
function nameOf({ pool, site }: RuleInput['view']): string {
  return isUnknown(pool) ? site.name : `"${pool.application.path}"`;
}

function ownName(input: RuleInput, name: string) {
  const path = isUnknown(input.view.pool) ? input.view.site.name : input.view.pool.application.path;
  const own = `${name}_${path.replace(/[^A-Za-z0-9]+/g, '').toUpperCase() || 'ROOT'}`;
  const edits = setSetting(input, NAME, own);
  return edits ? [{ title: `Name this cookie ${own}: users sign in once more`, edits }] : [];
}

function twoApplications(name: string): string {
  const webConfig = (attributes: string) => `<configuration>
        <system.web>
          <authentication mode="Forms">
            <forms${attributes} timeout="20" />
          </authentication>
          <sessionState mode="StateServer" timeout="20" />
        </system.web>
      </configuration>`;
  const application = (path: string) => `<application path="/${path}" applicationPool="Main">
                <virtualDirectory path="/" physicalPath="C:\\apps\\${path}" />
              </application>`;
  return `
      //- /repo/forum/Web.config
      ${webConfig(name)}
      //- /repo/shop/Web.config
      ${webConfig('')}
      //- /repo/iis/applicationHost.config
      <configuration>
        <system.applicationHost>
          <applicationPools>
            <add name="Main" />
          </applicationPools>
          <sites>
            <site name="Main" id="1">
              ${application('forum')}
              ${application('shop')}
            </site>
          </sites>
        </system.applicationHost>
      </configuration>`;
}
