/** What deployment tools put a value in place of: `${…}`, `#{…}`, `{{…}}`, `$(…)`, `__…__`, `%…%`, `[[…]]`, `@@…@@`. */
const INSIDE =
  /\$\{[^}]*\}|\$\([^)]*\)|#\{[^}]*\}|\{\{[^}]*\}\}|__[A-Za-z][\w.-]*__|%[A-Za-z_]\w*%|#[A-Z_]+#|\[\[[^\]]*\]\]|@@[^@]+@@/;

/** Templates of server files, such as those of test hosts, have `{SiteNamePlaceholder}`; nothing else is in braces. */
const WHOLE = /^\s*\{[A-Za-z][\w.-]*\}\s*$/;

/** Left to a config builder or a deployment tool to replace. */
export function isPlaceholder(text: string): boolean {
  return text.length < 1000 && (INSIDE.test(text) || WHOLE.test(text));
}
