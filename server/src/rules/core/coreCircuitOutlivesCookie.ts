import { callName } from '../codePlaces';
import { rule } from '../rule';
import { shop } from './shared/examples';
import { cookieOf, hostOf } from './shared/host';

export default rule({
  id: 'core-circuit-outlives-cookie',
  severity: 'information',
  system: 'core',
  title: 'Circuit that outlives the sign-in, and never renews it',
  explains:
    'What a user does in a Blazor Server circuit goes through SignalR: it renews no cookie, and no cookie ends it. A user who works in one page for longer than the cookie lasts stays in until the page is loaded anew, and is signed out then. A RevalidatingServerAuthenticationStateProvider ends the circuit, a request to an endpoint now and then renews the cookie.',
  source: 'dotnet/aspnetcore issues 31346, 18079; HttpConnectionDispatcherOptions.CloseOnAuthenticationExpiration',
  fixable: false,
  check(input, report) {
    const host = hostOf(input);
    if (!host || !cookieOf(host)) return;
    const added = host.startUp.facts.find(
      ({ name }) => name === 'AddServerSideBlazor' || name === 'AddInteractiveServerComponents',
    );
    const revalidates = host.startUp.ownServices.has('AuthenticationStateProvider');
    if (!added || added.maybe || revalidates) return;
    report({
      at: callName(input, added.at, 'AddServerSideBlazor|AddInteractiveServerComponents'),
      message:
        'Work in a circuit does not renew the cookie, and the end of the cookie does not end the circuit: users are signed out when the page is loaded anew.',
    });
  },
  examples: {
    bad: shop(`builder.Services.AddAuthentication("Cookies").AddCookie("Cookies");
builder.Services.AddServerSideBlazor();`),
    good: shop(`builder.Services.AddAuthentication("Cookies").AddCookie("Cookies");
builder.Services.AddRazorPages();`),
  },
});
