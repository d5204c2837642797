import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describeError } from '../../base/errors'
import type { Repository } from '../../git/findRepository'
import type { GitProgram } from '../../git/gitProgram'
import { ignoredPaths } from '../../git/ignoredPaths'

/** How long an answer holds at most: rules that lie outside of the repository may change, too. */
const answerMs = 30_000

/** Where git did not answer it is asked again after this time. */
const silenceMs = 2_000

/** Questions that come this close to each other are asked together. */
const gatherMs = 5

interface Answer {
  readonly ignored: boolean | undefined
  readonly untilMs: number
  /** Of everything in the repository that can change the answer. */
  readonly rules: string
}

/**
 * Which files git leaves out of every commit. Nothing of them is kept: no commit will ever speak of them, and secrets
 * and build output live there. It is git that is asked, as only git knows all of its rules; where it cannot be asked
 * nothing is kept of any file.
 */
export class IgnoredFiles {
  readonly #answers = new Map<string, Answer>()
  #gathered:
    | { readonly paths: Set<string>; readonly answers: Promise<ReadonlyMap<string, boolean | undefined>> }
    | undefined
  #hasSaidWhy = false

  /**
   * @param git undefined where no git program may run
   * @param log gets the reason, once, where git does not answer
   */
  constructor(
    private readonly repository: Repository,
    private readonly git: GitProgram | undefined,
    private readonly log: (message: string) => void = () => undefined,
  ) {}

  /** Whether git ignores a file, or does not say. */
  async isIgnored(path: string): Promise<boolean> {
    return (await this.#answer(path)) !== false
  }

  /** What git said last: whether it ignores the file, undefined where it did not say or was not asked. */
  lastAnswer(path: string): boolean | undefined {
    return this.#answers.get(path)?.ignored
  }

  /** Whether git did not say of the file when it was asked, or cannot be asked at all. */
  isUnanswered(path: string): boolean {
    if (!this.git) return true
    const known = this.#answers.get(path)
    return known !== undefined && known.ignored === undefined
  }

  async #answer(path: string): Promise<boolean | undefined> {
    const rules = await this.#rulesFor(path)
    const known = this.#answers.get(path)
    if (known && known.rules === rules && Date.now() < known.untilMs) return known.ignored
    const ignored = await this.#ask(path)
    const untilMs = Date.now() + (ignored === undefined ? silenceMs : answerMs)
    this.#answers.set(path, { ignored, untilMs, rules })
    return ignored
  }

  async #ask(path: string): Promise<boolean | undefined> {
    const { git } = this
    if (!git) return undefined
    if (!this.#gathered) {
      const paths = new Set<string>()
      const answers = new Promise<void>((resolve) => setTimeout(resolve, gatherMs)).then(() => {
        this.#gathered = undefined
        return ignoredPaths(git, [...paths])
      })
      this.#gathered = { paths, answers }
    }
    this.#gathered.paths.add(path)
    try {
      return (await this.#gathered.answers).get(path)
    } catch (error) {
      if (!this.#hasSaidWhy)
        this.log(`Nothing is recorded, as git does not say what it ignores: ${describeError(error)}`)
      this.#hasSaidWhy = true
      return undefined
    }
  }

  /** The state of the files in the repository that decide: a few questions to the file system spare starting git. */
  async #rulesFor(path: string): Promise<string> {
    const { root, gitDir, commonDir } = this.repository
    const files = [join(gitDir, 'index'), join(commonDir, 'info', 'exclude'), join(commonDir, 'config')]
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      files.push(join(root, folder, '.gitignore'))
      if (folder === '.' || folder === '/' || dirname(folder) === folder) break
    }
    return (await Promise.all(files.map(stateOf))).join(' ')
  }
}

async function stateOf(file: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(file)
    return `${mtimeMs}-${size}-${ino}`
  } catch {
    return '-' // none
  }
}
