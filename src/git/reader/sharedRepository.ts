import type { GitProgram } from '../gitProgram'

const asked = new WeakMap<GitProgram, { readonly value: Promise<string | null | undefined>; readonly atMs: number }>()

/** Several parts of one program ask at the same time. */
const answerMs = 60_000

/**
 * The value of `core.sharedRepository`, wherever it is configured: null for the key without a value, undefined where it
 * is not set. Rejects where git cannot be asked.
 */
export async function sharedRepository(git: GitProgram): Promise<string | null | undefined> {
  const known = asked.get(git)
  if (known && Date.now() - known.atMs < answerMs) return known.value
  const value = ask(git)
  asked.set(git, { value, atMs: Date.now() })
  return value
}

async function ask(git: GitProgram): Promise<string | null | undefined> {
  const { stdout } = await git.run(['config', '-z', '--get-regexp', '^core\\.sharedrepository$'], { answers: [1] })
  // The last one counts.
  const entry = stdout.toString('utf8').split('\0').at(-2)
  if (entry === undefined) return undefined
  const at = entry.indexOf('\n')
  return at < 0 ? null : entry.slice(at + 1)
}
