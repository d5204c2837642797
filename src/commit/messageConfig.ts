import type { GitProgram } from '../git/gitProgram'

/** What the configuration of git says about commit messages and Byline. */
export interface MessageConfig {
  /** `byline.trailers`, also from `git -c`: false leaves the trailers out. */
  readonly trailers: boolean
  /** `commit.cleanup`. */
  readonly cleanup: string | undefined
  /** `core.commentString` or `core.commentChar`; `auto` as it stands. */
  readonly comment: string
  /** The characters that may stand behind the key of a trailer; `:` is one of them. */
  readonly separators: string
  /** Options that make `git interpret-trailers` recognise the trailers this repository uses. */
  readonly trailerOptions: readonly string[]
}

const names =
  '^(byline\\.trailers|commit\\.cleanup|core\\.comment(char|string)|trailer\\.separators|trailer\\..+\\.key)$'

/** One call to git for all of it. */
export async function readMessageConfig(git: GitProgram): Promise<MessageConfig> {
  const { stdout } = await git.run(['config', '-z', '--get-regexp', names], { answers: [1] })
  const values = new Map<string, string>()
  const trailerOptions: string[] = []
  for (const entry of stdout.toString('utf8').split('\0').slice(0, -1)) {
    const at = entry.indexOf('\n')
    // A key without "=" has no value and counts as true.
    const [name, value] = at < 0 ? [entry, 'true'] : [entry.slice(0, at), entry.slice(at + 1)]
    values.set(name, value)
    if (name.startsWith('trailer.') && name.endsWith('.key')) trailerOptions.push('-c', `${name}=${value}`)
  }
  const separators = `:${(values.get('trailer.separators') ?? '').replaceAll(':', '')}`
  trailerOptions.push('-c', `trailer.separators=${separators}`)
  return {
    trailers: !/^(?:false|no|off|0|)$/i.test(values.get('byline.trailers') ?? 'true'),
    cleanup: values.get('commit.cleanup'),
    comment: values.get('core.commentstring') ?? values.get('core.commentchar') ?? '#',
    separators,
    trailerOptions,
  }
}
