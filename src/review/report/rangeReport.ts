import { claimedCounts } from '../../formats/trailers/claimedCounts'
import type { ChangeOptions } from '../../provenance/change/changeProvenance'
import { provenanceOfRange } from '../../provenance/change/rangeProvenance'
import type { ObservationSource, RepositoryReader } from '../../provenance/sources'
import { buildReport } from './buildReport'
import type { Report } from './report'

/** What a report is to look at. */
export interface ReportRangeQuestion {
  /** For people, such as `main..feature`. */
  readonly range: string
  /** Full commit id; undefined for the empty tree. */
  readonly base: string | undefined
  /** Full commit id; undefined for the files on disk. */
  readonly head: string | undefined
  /** Keys of trailer lines that name tools, besides the usual ones. */
  readonly keys?: readonly string[]
}

/**
 * Works out the report of a range of commits, or of what is on disk.
 * @throws the signal's reason when it was aborted; UserFacingError where the repository cannot be read
 */
export async function rangeReport(
  sources: { readonly observations: ObservationSource; readonly repository: RepositoryReader },
  { range, base, head, keys = [] }: ReportRangeQuestion,
  options: Pick<ChangeOptions, 'signal' | 'onProgress' | 'giveTurn'> = {},
): Promise<Report> {
  const { files, commits } = await provenanceOfRange(sources, base, head, keys, options)
  return buildReport({
    range,
    ...(base !== undefined && { base }),
    ...(head !== undefined && { head }),
    files,
    commits: commits.map(({ id, subject, message }) => {
      const claimed = claimedCounts(message, keys)
      return { id, subject, ...(claimed && { claimed }) }
    }),
  })
}
