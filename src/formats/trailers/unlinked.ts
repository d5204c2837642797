/**
 * What forges and trackers make links of, notify people by or close issues by, wherever it is in a commit message:
 * `@person`, `@group/team`, `#12`, `!12`, `~label`, `%milestone`, `&epic`, `$snippet`, `^alert`, `*iteration`, `www.`,
 * `[wiki:page]`, and `[skip ci]`, which stops builds.
 */
const marks = /[@#!~%&$^*`]|(?<=\bwww)\./gi

/** `GH-12` is an issue of GitHub, `ABC-12` one of Jira, GitLab, Gitea and others: the hyphen of it. */
const issueKeys = /-(?<=(?<![A-Za-z0-9])(?:[A-Z][A-Z0-9_]*|[Gg][Hh])-)(?=\d+(?![A-Za-z0-9_]))/g

/** What could be the id of a commit. */
const objectIds = /(?<![A-Za-z0-9_])[0-9a-f]{7,64}(?![A-Za-z0-9_])/g

/** As many hexadecimal digits in a row are too few for the id of a commit. */
export const maxDigitsInARow = 6

/**
 * The places in a path whose characters must not be in a commit message as they are, since a forge would act on them.
 * @returns offsets of single ASCII characters
 */
export function linkingCharacters(path: string): ReadonlySet<number> {
  const found = new Set(Array.from(path.matchAll(marks), ({ index }) => index))
  for (const { index } of path.matchAll(issueKeys)) found.add(index)
  for (const index of linkingBrackets(path)) found.add(index)
  for (const { index } of path.matchAll(objectIds)) found.add(index + maxDigitsInARow)
  return found
}

/** Where `[` is followed, before the next `]` or `/`, by white space, a colon or `skip`. */
function linkingBrackets(path: string): readonly number[] {
  const found: number[] = []
  let open: number[] = []
  for (const { 0: text, index } of path.matchAll(/[[\]/\s:]|skip/gi)) {
    if (text === '[') open.push(index)
    else {
      if (text !== ']' && text !== '/') found.push(...open)
      open = []
    }
  }
  return found
}

/**
 * A name of a tool or model, of `[A-Za-z0-9 ._-]`, so that nothing links it: keys of issues in lower case (`GPT-4` is
 * `gpt-4`), and what could be the id of a commit in groups. A day such as `20250514` stays, as models have it.
 */
export function unlinkedName(name: string): string {
  const safe = name.replaceAll(/(?<![A-Za-z0-9])[Gg][Hh]-(?=\d+(?![A-Za-z0-9_]))/g, 'gh_')
  const hyphens = new Set(Array.from(safe.matchAll(issueKeys), ({ index }) => index))
  return safe
    .replaceAll(/(?<![A-Z0-9_])[A-Z0-9_]+-/g, (key, at: number) =>
      hyphens.has(at + key.length - 1) ? key.toLowerCase() : key,
    )
    .replaceAll(objectIds, (id) => (/^\d+$/.test(id) ? id : id.replaceAll(/(.{6})(?=.)/g, '$1_')))
}
