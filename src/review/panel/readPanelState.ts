import * as v from 'valibot'
import type { PanelState } from './protocol'

const schema = v.object({
  repository: v.pipe(v.string(), v.minLength(1)),
  range: v.string(),
  base: v.exactOptional(v.string()),
  head: v.exactOptional(v.string()),
  expanded: v.fallback(v.array(v.string()), []),
  scrollTop: v.fallback(v.number(), 0),
})

/** What the panel kept, or undefined where that is nothing or was written by a version that kept something else. */
export function readPanelState(state: unknown): PanelState | undefined {
  const result = v.safeParse(schema, state)
  return result.success ? result.output : undefined
}
