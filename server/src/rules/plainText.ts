/**
 * Words of rules and settings for places that show plain text (Problems, quick fixes, a terminal): names that Markdown
 * would set as code lose their backticks.
 */
export function plainText(markdown: string): string {
  return markdown.replace(/`([^`]+)`/g, '$1');
}
