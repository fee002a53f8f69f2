import type { Place as CodePlace } from '../../config/csharp/value';
import { callName, textOf } from '../codePlaces';
import { type Fix, type RuleInput, rule } from '../rule';
import { shop } from './shared/examples';
import { cookieOf, hostOf } from './shared/host';

export default rule({
  id: 'core-unnamed-options',
  severity: 'warning',
  system: 'core',
  title: 'Options of no scheme',
  explains:
    'Configure<CookieAuthenticationOptions> without a name configures the options without a name, which no scheme reads: every scheme has options of its own name. Give the name of the scheme, or set the options where the scheme is added.',
  source: 'OptionsFactory.Create, AuthenticationHandler.InitializeAsync (ASP.NET Core), seen in running hosts',
  fixable: true,
  check(input, report) {
    const host = hostOf(input);
    for (const at of host?.startUp.unnamed ?? [])
      report({
        at: callName(input, at, 'Configure|PostConfigure|AddOptions'),
        message:
          'No scheme reads these options: without a name they belong to none. Give the name of the scheme first.',
        fixes: named(input, at, host && cookieOf(host)?.scheme),
      });
  },
  examples: {
    bad: shop(
      `builder.Services.AddAuthentication("web").AddCookie("web");
builder.Services.Configure<CookieAuthenticationOptions>(o => o.SlidingExpiration = false);`,
      '',
      ['Microsoft.AspNetCore.Authentication.Cookies'],
    ),
    good: shop(
      `builder.Services.AddAuthentication("web").AddCookie("web");
builder.Services.Configure<CookieAuthenticationOptions>("web", o => o.SlidingExpiration = false);`,
      '',
      ['Microsoft.AspNetCore.Authentication.Cookies'],
    ),
  },
});

function named(input: RuleInput, at: CodePlace, scheme: string | undefined): Fix[] {
  if (scheme === undefined) return [];
  const text = textOf(input, at.path).slice(at.start, at.end);
  const call = /\.\s*(?:Post)?Configure\s*<[^<>]*>\s*\(/.exec(text);
  if (!call) return [];
  const place = at.start + call.index + call[0].length;
  return [
    {
      title: `Let the scheme ${scheme} have these options; users are signed out as they say`,
      edits: [{ file: at.path, span: { start: place, end: place }, text: `"${scheme}", ` }],
    },
  ];
}
