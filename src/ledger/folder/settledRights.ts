import { describeError } from '../../base/errors'
import type { Owner } from '../../files/replaceFile'
import { isAbsent } from './errorCode'
import { type Modes, modesOf, modesShownBy, ownerFor, privateModes, settleRights } from './folderRights'

/** A repository may become shared while an editor is open: after this time git is asked again. */
const rightsLifeMs = 5 * 60 * 1000

/** What is written gets these permissions, and this owner where it is not whoever writes. */
export interface Rights {
  readonly modes: Modes
  readonly owner: Owner | undefined
}

/** Where the permissions below a folder come from. */
export interface RightsOptions {
  /** Absolute path of the folder whose owner gets what is written; the folder itself where left out. */
  readonly owner?: string
  /** The value of git's `core.sharedRepository`; left out where no repository is near: then all is private. */
  readonly sharing?: () => Promise<string | null | undefined>
}

/** The permissions of what is written below a folder; what is there already is brought to them first. */
export class SettledRights {
  #settled: { readonly found: Promise<Rights>; readonly untilMs: number } | undefined

  constructor(
    private readonly root: string,
    private readonly options: RightsOptions,
    private readonly report: (key: string, message: string) => void,
  ) {}

  async get(): Promise<Rights> {
    if (!this.#settled || Date.now() > this.#settled.untilMs) {
      this.#settled = { found: this.#settle(), untilMs: Date.now() + rightsLifeMs }
    }
    return this.#settled.found
  }

  async #settle(): Promise<Rights> {
    const { owner: whose, sharing } = this.options
    const owner = await ownerFor(whose ?? this.root)
    let modes = privateModes
    try {
      if (sharing) modes = modesOf(await sharing())
    } catch (error) {
      // Nothing is taken from others then that somebody may have given to them, and nothing given.
      this.report('sharing', `Who shares ${this.root} is not known: ${describeError(error)}`)
      return { modes: modesShownBy(this.root), owner }
    }
    try {
      await settleRights(this.root, modes)
    } catch (error) {
      if (!isAbsent(error)) this.report('rights', `Permissions in ${this.root} stay: ${describeError(error)}`)
    }
    return { modes, owner }
  }
}
