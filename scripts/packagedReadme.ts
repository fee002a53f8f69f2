/**
 * The README as the extension's details show it. VS Code takes pictures there over HTTPS only and links to files lead
 * nowhere: a picture gives way to the drawing in letters that stands behind it in a comment, a link to its words.
 */
export function packagedReadme(readme: string): string {
  return readme
    .replace(/!\[[^\]]*\]\((?!https:)[^)]+\)\s*<!-- in the package:\n([\s\S]*?)-->/g, '$1')
    .replace(/(?<!!)\[([^\]]+)\]\((?!https?:|#)[^)]+\)/g, '$1');
}
