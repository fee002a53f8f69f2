import { timeoutsAgainst } from '../../clocks/inCode';
import { humanDuration } from '../../settings/human';
import { codeFactsOf, placeName } from '../../site/aspnet/codeFacts';
import { placeOfSetting } from '../places';
import { rule } from '../rule';

const TIMEOUT = 'system.web/sessionState/@timeout';

export default rule({
  id: 'session-timeout-in-code',
  severity: 'information',
  system: 'aspnet',
  title: 'Session timeout that code sets as well',
  explains:
    'Session.Timeout in code changes the length of the session it is said to, whatever web.config says: in Session_Start that is every session, elsewhere those that come by. So web.config alone does not tell how long session data lives. Whoever changes one of the two must know of the other.',
  source: 'HttpSessionStateContainer.Timeout (.NET Framework 4.8)',
  fixable: false,
  check(input, report) {
    const data = input.settings.get(TIMEOUT);
    const length = data.seconds ?? null;
    const facts = timeoutsAgainst({ id: 'sessionData', length }, codeFactsOf(input.view.site));
    const [first] = facts;
    if (!first || !input.clocks.some(({ id, inert }) => id === 'sessionData' && inert === undefined)) return;
    const inFile = typeof length === 'number' ? `, not the ${humanDuration(length)} of the configuration` : '';
    const last = first.minutes === undefined ? 'as long as it says' : humanDuration(first.minutes * 60);
    report({
      at: placeOfSetting(input, TIMEOUT) ?? { file: first.file.path, span: first.span },
      message: `Code sets Session.Timeout (${placeName(first)}): sessions that come by there last ${last}${inFile}. Say it in one of the two places.`,
      related: facts.map(({ file, span }) => ({ file: file.path, span, message: 'Session.Timeout is set here' })),
    });
  },
  examples: {
    bad: `
      //- /shop/Web.config
      <configuration>
        <system.web>
          <sessionState timeout="20" />
        </system.web>
      </configuration>
      //- /shop/Global.asax.cs
      public class Global : HttpApplication {
        void Session_Start(object sender, EventArgs e) { Session.Timeout = 5; }
      }`,
    good: `
      //- /shop/Web.config
      <configuration>
        <system.web>
          <sessionState timeout="20" />
        </system.web>
      </configuration>
      //- /shop/Global.asax.cs
      public class Global : HttpApplication {
        // Session.Timeout = 5; was once set here
        void Session_Start(object sender, EventArgs e) { Session.Timeout = 20; }
      }`,
  },
});
