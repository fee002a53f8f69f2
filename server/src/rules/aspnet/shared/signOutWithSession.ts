import { endsTogether, TIE_MARK } from '../../../site/aspnet/applicationCode';
import { ASPNET } from '../../../site/aspnet/key';
import type { ParsedFile } from '../../../site/parsed';
import type { Site } from '../../../site/site';
import { lineEndingOf } from '../../../syntax/xml/navigate';
import type { Fix } from '../../rule';

/**
 * Code that ends the sign-in with the session data and the session data with the sign-in, for Global.asax: the one way
 * to rule out both windows at once, which no pair of timeouts can (`windows.ts`).
 */

const TITLE = 'End the sign-in together with the session data (code for Global.asax)';

/** Adds the code to the application's Global.asax, or to the class behind it; makes the file when there is none. */
export function tieInCode(site: Site): Fix | undefined {
  if (endsTogether(site)) return undefined;
  const [behind] = (site.part(ASPNET)?.applicationCode ?? []).filter(({ path }) => /\.cs$/i.test(path));
  const [asax] = (site.part(ASPNET)?.applicationCode ?? []).filter(({ path }) => /\.asax$/i.test(path));
  if (behind) return insertAfter(behind, /\bclass\s+\w+\s*:\s*(?:System\.Web\.)?HttpApplication\s*\{/, '        ');
  if (asax) return insertAfter(asax, /<script\b[^>]*\brunat\s*=\s*["']server["'][^>]*>/i, '    ');
  const text = `<%@ Application Language="C#" %>\n<script runat="server">\n${code('    ', '\n')}</script>\n`;
  return { title: TITLE, edits: [], create: { file: `${site.root}/Global.asax`, text } };
}

function insertAfter(file: ParsedFile, opening: RegExp, indent: string): Fix | undefined {
  const found = opening.exec(file.text);
  if (!found) return undefined;
  const at = found.index + found[0].length;
  const eol = lineEndingOf(file.text);
  const text = `${eol}${code(indent, eol).slice(0, -eol.length)}`;
  return { title: TITLE, edits: [{ file: file.path, span: { start: at, end: at }, text }] };
}

/** Names are written out whole: nothing is known of the file's usings. */
function code(indent: string, eol: string): string {
  return CODE.split('\n')
    .map((line) => (line ? indent + line : line))
    .map((line) => line + eol)
    .join('');
}

const CODE = `// ${TIE_MARK}.
// Call RememberSession() once, right after the user has signed in.
private const string SignedInSession = "__SignedInSession";

public static void RememberSession()
{
    var session = System.Web.HttpContext.Current.Session;
    session[SignedInSession] = session.SessionID;
}

protected void Application_AcquireRequestState(object sender, System.EventArgs e)
{
    var session = System.Web.HttpContext.Current.Session;
    if (session == null) return;
    var signedIn = User != null && User.Identity != null && User.Identity.IsAuthenticated;
    var remembered = session.SessionID.Equals(session[SignedInSession]);
    if (signedIn && !remembered)
    {
        // The session data is gone: end the sign-in too.
        System.Web.Security.FormsAuthentication.SignOut();
        session.Abandon();
        System.Web.Security.FormsAuthentication.RedirectToLoginPage();
    }
    else if (!signedIn && remembered)
    {
        // The sign-in is gone: leave no data behind for the next user.
        session.Abandon();
    }
}`;
