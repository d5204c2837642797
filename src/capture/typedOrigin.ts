import { human, type Origin, sameOrigin } from '../attribution/text/origin'
import type { EditEvent } from './editEvent'

/** How much of an instant in ISO 8601 two keys have to share: all but the last digit of the seconds and what follows. */
const tenSeconds = '2026-01-01T00:00:0'.length

/**
 * Who typed an edit's text. It continues the text before it where that was typed in the same ten seconds: otherwise each
 * key would make a run of its own, for nothing but its time.
 */
export function typedOrigin({ changes, before, at }: EditEvent): Origin {
  const [only] = changes
  if (only && changes.length === 1 && only.from > 0) {
    const last = before.originAt(only.from - 1)
    const isAsLate = last.at?.slice(0, tenSeconds) === at.slice(0, tenSeconds)
    if (isAsLate && sameOrigin(last, { ...human, at: last.at })) return last
  }
  return { ...human, at }
}
