import { isUnknown } from '../../session/lifetime';
import { replaceValue } from '../edits';
import { shopOnServer } from '../iis/shared/examples';
import { rule } from '../rule';

const PATH = 'system.web/authentication/forms/@path';

export default rule({
  id: 'cookie-path-case',
  severity: 'warning',
  system: 'aspnet',
  title: 'Cookie path in other letters than the application',
  explains:
    'IIS does not tell capital letters from small ones, browsers do: a cookie for /Portal is not sent to /portal/page. Users who come by the spelling that IIS has are never signed in. Write the path as the application is spelled in IIS, or leave it at /.',
  source: 'RFC 6265, 5.1.4: paths are compared letter by letter',
  fixable: true,
  check({ view, settings }, report) {
    if (isUnknown(view.pool)) return;
    const application = view.pool.application.path;
    const { literal, winner } = settings.get(PATH);
    if (typeof literal !== 'string' || !winner || settings.get('system.web/authentication/@mode').value !== 'Forms')
      return;
    const [written, spelled] = [literal.slice(0, application.length), application.slice(0, literal.length)];
    if (written === spelled || written.toLowerCase() !== spelled.toLowerCase()) return;
    const mended = spelled + literal.slice(application.length);
    const edit = replaceValue(view.site, winner, mended);
    report({
      at: { file: winner.file, span: winner.span },
      message: `Browsers compare the path of a cookie letter by letter: the sign-in cookie for "${literal}" is not sent to "${application}", as IIS spells the application, so there nobody is signed in. Write "${mended}", or leave the path at /.`,
      fixes: edit ? [{ title: `Send the sign-in cookie to ${mended}, as IIS spells it`, edits: [edit] }] : [],
    });
  },
  examples: { bad: exampleWith('/Portal'), good: exampleWith('/portal') },
});

function exampleWith(path: string): string {
  return shopOnServer(
    '',
    `<system.web>
          <authentication mode="Forms">
            <forms timeout="40" path="${path}" />
          </authentication>
          <sessionState mode="StateServer" timeout="40" />
        </system.web>`,
  ).replace('<application path="/"', '<application path="/portal"');
}
