import { ticketsAgainst } from '../../clocks/inCode';
import { codeFactsOf, placeName } from '../../site/aspnet/codeFacts';
import { placeOfSetting } from '../places';
import { rule } from '../rule';

const TIMEOUT = 'system.web/authentication/forms/@timeout';

export default rule({
  id: 'ticket-life-in-code',
  severity: 'information',
  system: 'aspnet',
  title: 'Forms ticket with a life of its own',
  explains:
    'A FormsAuthenticationTicket that code makes lives as long as its constructor is told. The timeout of <forms> is not asked, neither then nor later: a renewal keeps the span of the old ticket. So web.config alone does not tell how long users stay signed in. DateTime.Now.Add(FormsAuthentication.Timeout) takes the length from the file.',
  source: 'FormsAuthenticationTicket, FormsAuthentication.RenewTicketIfOld (.NET Framework 4.8)',
  fixable: false,
  check(input, report) {
    if (input.settings.get('system.web/authentication/@mode').value !== 'Forms') return;
    const facts = ticketsAgainst(input.settings, codeFactsOf(input.view.site));
    const [first] = facts;
    if (!first) return;
    report({
      at: placeOfSetting(input, TIMEOUT) ?? { file: first.file.path, span: first.span },
      message: `Code makes a ticket with an end of its own (${placeName(first)}): the timeout of <forms> does not count for it, and a renewal keeps its span. Take the length from FormsAuthentication.Timeout there.`,
      related: facts.map(({ file, span }) => ({ file: file.path, span, message: 'A ticket is made here' })),
    });
  },
  examples: {
    bad: `
      //- /shop/Web.config
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms timeout="480" />
          </authentication>
          <sessionState timeout="480" />
        </system.web>
      </configuration>
      //- /shop/Login.aspx.cs
      var ticket = new FormsAuthenticationTicket(1, user, DateTime.Now, DateTime.Now.AddMinutes(30), false, "");`,
    good: `
      //- /shop/Web.config
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms timeout="480" />
          </authentication>
          <sessionState timeout="480" />
        </system.web>
      </configuration>
      //- /shop/Login.aspx.cs
      var ticket = new FormsAuthenticationTicket(1, user, DateTime.Now, DateTime.Now.Add(FormsAuthentication.Timeout), false, "");`,
  },
});
