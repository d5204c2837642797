import type { Contributor, Evidence } from '../../src/attribution/text/origin'
import type { Channel } from '../host/installation'
import type { ExpectedLine } from './scenario'

/** Who is said to have written a line, and how that is known. */
export interface SaidLine {
  readonly contributor: Contributor
  readonly evidence?: string
}

/** Who said it: the running editor, the ledger after the commit, or a clone that has only the commit. */
export type Witness = 'editor' | 'commit' | 'clone'

/** What a line that is not right is: the two errors that must not be, silence, or another confusion. */
export type Fault = 'false AI' | 'false human' | 'unknown' | 'ai or mixed' | 'evidence'

/** One line that is not right. */
export interface WrongLine {
  readonly file: string
  readonly lineNumber: number
  readonly text: string
  readonly witness: Witness
  readonly truth: Contributor
  readonly said: string
  readonly fault: Fault
}

const ai: ReadonlySet<Contributor> = new Set(['ai', 'mixed'])

/** What is wrong with an answer; undefined when it is right. Silence is right where nobody could know. */
export function faultOf(
  expected: ExpectedLine,
  said: SaidLine,
  options: { readonly channel: Channel; readonly witness: Witness; readonly evidence: readonly Evidence[] },
): Fault | undefined {
  const [truth, , onStable] = expected
  if (said.contributor === truth) {
    const isClaim = ai.has(truth) && options.witness !== 'clone'
    return isClaim && !options.evidence.some((evidence) => evidence === said.evidence) ? 'evidence' : undefined
  }
  if (options.channel === 'stable' && said.contributor === onStable) return undefined
  // A commit says nothing of human lines.
  if (options.witness === 'clone' && truth === 'human' && said.contributor === 'unknown') return undefined
  if (said.contributor === 'unknown') return 'unknown'
  if (said.contributor === 'human') return 'false human'
  return ai.has(truth) ? 'ai or mixed' : 'false AI'
}
