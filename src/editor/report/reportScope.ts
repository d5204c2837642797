import { rangeReport } from '../../review/report/rangeReport'
import type { Report } from '../../review/report/report'
import type { RepositoryContext } from '../repositories/repositoryContext'
import { readTrailerSettings } from '../../repository/repositorySettings'
import { UserFacingError } from '../../base/errors'

/** What a report looks at. */
export interface ReportScope {
  /** For people. */
  readonly label: string
  /** Undefined: HEAD. Empty: nothing, so that all lines count as added. */
  readonly base: string | undefined
  /** Undefined: the files on disk. */
  readonly head: string | undefined
}

/** How a long report is followed and stopped. */
export interface ReportProgress {
  readonly signal: AbortSignal
  readonly onProgress: (done: number, total: number, path: string) => void
}

/** Works the report out. Throws the signal's reason when cancelled, UserFacingError for a revision that is not there. */
export async function reportOn(
  repository: RepositoryContext,
  scope: ReportScope,
  progress: ReportProgress,
): Promise<Report> {
  const { program } = repository
  const base = scope.base === '' ? undefined : await program.commitId(scope.base ?? 'HEAD')
  if (base === undefined && scope.base) throw new UserFacingError(noRevisionSentence(scope.base))
  const head = scope.head === undefined ? undefined : await program.commitId(scope.head)
  if (head === undefined && scope.head !== undefined) throw new UserFacingError(noRevisionSentence(scope.head))
  const { key } = await readTrailerSettings(repository.open)
  return rangeReport(
    { observations: repository.ledger, repository: program },
    { range: scope.label, base, head, keys: key === undefined ? [] : [key] },
    { ...progress, giveTurn: () => new Promise((resolve) => setImmediate(resolve)) },
  )
}

/** What people are told of a revision that is not there. */
export function noRevisionSentence(revision: string): string {
  return `There is no revision "${revision}" in this repository.`
}
