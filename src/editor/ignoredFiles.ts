import type { InProcessReader } from '../git/inProcessReader'
import type { ProgramReader } from '../git/programReader'

/** How long an answer holds: somebody may edit `.gitignore`, or add the file all the same. */
const answerMs = 30_000

interface Answer {
  readonly ignored: boolean
  readonly untilMs: number
}

/**
 * Which files git leaves out of every commit. Nothing of them is kept: no commit will ever speak of them, and secrets
 * and build output live there.
 */
export class IgnoredFiles {
  readonly #answers = new Map<string, Answer>()

  constructor(
    private readonly inProcess: InProcessReader | undefined,
    private readonly program: ProgramReader | undefined,
  ) {}

  /** Whether git ignores a file that it does not track; false where that cannot be found out. */
  async isIgnored(path: string): Promise<boolean> {
    const known = this.#answers.get(path)
    if (known && Date.now() < known.untilMs) return known.ignored
    const ignored = await this.#ask(path)
    this.#answers.set(path, { ignored, untilMs: Date.now() + answerMs })
    return ignored
  }

  /** The last answer of {@link isIgnored}; false before the first one. */
  wasIgnored(path: string): boolean {
    return this.#answers.get(path)?.ignored === true
  }

  /** Nearly all files are not ignored, and that is found out in process; only the others are worth a run of git. */
  async #ask(path: string): Promise<boolean> {
    try {
      if ((await this.inProcess?.isIgnored(path)) !== true) return false
      // A file that was added against the rules is tracked, and that is for git to say.
      return (await this.program?.isIgnored(path)) ?? true
    } catch {
      // Not found out: recorded like any other file, so that nothing is lost.
      return false
    }
  }
}
