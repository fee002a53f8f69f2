/**
 * Source code without its comments and strings: what is left is code, at the offsets it had. A light look that needs no
 * grammar; where code must be understood, it is parsed.
 */

export type CodeLanguage = 'csharp' | 'basic';

/** Comments and the insides of strings become blanks; lines and offsets stay. Never throws, linear in the text. */
export function codeOnly(text: string, language: CodeLanguage): string {
  return withBlanks(text, language === 'csharp' ? CSHARP : BASIC);
}

/**
 * The code inside a page (`.aspx`, `.asax`, `.asp`): `<% … %>` and `<script runat="server">`; all else is blanks. Its
 * language is that of its directive; without one, `fallback`.
 */
export function codeOfPage(text: string, fallback: CodeLanguage): string {
  const language = LANGUAGE.exec(text)?.[1];
  const spoken =
    language === undefined ? fallback : /^(?:vb|vbscript|visualbasic)$/i.test(language) ? 'basic' : 'csharp';
  let code = '';
  for (const match of text.matchAll(BLOCK)) {
    const inside = match[1] ?? match[2];
    if (inside === undefined) continue;
    const start = match.index + match[0].indexOf(inside, match[0].indexOf(match[1] === undefined ? '>' : '%') + 1);
    code += `${blanks(text.slice(code.length, start))}${codeOnly(inside, spoken)}`;
  }
  return code + blanks(text.slice(code.length));
}

const LANGUAGE = /<%@[^%]{0,400}?\bLanguage\s*=\s*["']?([\w#]+)/i;

/** Comments of pages and of HTML hide what is in them; directives are no code. */
const BLOCK =
  /<%--[\s\S]*?(?:--%>|$)|<%@[\s\S]*?(?:%>|$)|<%[=:#$]?([\s\S]*?)(?:%>|$)|<script\b[^>]{0,400}?\brunat\s*=\s*["']?server["']?[^>]{0,400}>([\s\S]*?)(?:<\/script\s*>|$)/gi;

/** Comments, raw, verbatim and plain strings, characters. */
const CSHARP =
  /\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|\${0,9}("{3,})[\s\S]*?(?:\1|$)|(?:\$@|@\$|@)"(?:[^"]|"")*(?:"|$)|\$?"(?:[^"\\\r\n]|\\.)*(?:"|$|(?=[\r\n]))|'(?:[^'\\\r\n]|\\.)+'/g;

const BASIC = /"(?:[^"\r\n]|"")*(?:"|$|(?=[\r\n]))|(?:'|\bREM\b)[^\r\n]*/gi;

function withBlanks(text: string, hidden: RegExp): string {
  return text.replace(hidden, blanks);
}

function blanks(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
