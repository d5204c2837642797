import { resolve } from 'node:path'
import { UserFacingError } from '../../base/errors'
import type { OpenRepository } from '../../repository/openRepository'
import { openOwner, owningRepository, realPathOf } from './owningRepository'

/** A file that an event speaks of, in its repository. */
export interface RecordTarget {
  readonly open: OpenRepository
  /** Relative to the root of the repository, separated by `/`. */
  readonly path: string
}

/**
 * Opens the repository that owns the file an event speaks of.
 * @param path as the event names it, absolute or relative to the current folder
 * @throws UserFacingError where the file is no repository's business
 */
export async function recordTarget(path: string): Promise<RecordTarget> {
  const file = await realPathOf(resolve(path))
  const owned = await owningRepository(file, process.cwd(), process.env)
  // A git directory has no work tree of its own.
  const segments = ('problem' in owned ? file : owned.path).split(/[/\\]/)
  if (segments.some((segment) => segment.toLowerCase() === '.git')) {
    throw new UserFacingError(`${file} is part of git itself`)
  }
  if ('problem' in owned) throw new UserFacingError(owned.problem)
  const open = await openOwner(owned.repository)
  if (await open.reader.isIgnored(owned.path)) throw new UserFacingError(`${owned.path} is ignored by git`)
  return { open, path: owned.path }
}
