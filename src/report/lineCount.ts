import type { Counts } from '../provenance/change'

/** All lines that were counted, whoever wrote them. */
export function lineCount({ ai, mixed, human, unknown }: Counts): number {
  return ai + mixed + human + unknown
}
