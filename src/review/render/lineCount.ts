import type { Counts } from '../../attribution/lines/fileProvenance'

/** All lines that were counted, whoever wrote them. */
export function lineCount({ ai, mixed, human, unknown }: Counts): number {
  return ai + mixed + human + unknown
}
