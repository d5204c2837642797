import * as v from 'valibot'
import type { FromPanel } from './protocol'

const schema = v.variant('kind', [
  v.strictObject({ kind: v.literal('ready') }),
  v.strictObject({
    kind: v.literal('open'),
    path: v.pipe(v.string(), v.minLength(1)),
    from: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    to: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  }),
  v.strictObject({ kind: v.literal('export'), format: v.picklist(['markdown', 'json']) }),
  v.strictObject({ kind: v.literal('rerun') }),
  v.strictObject({ kind: v.literal('cancel') }),
  v.strictObject({ kind: v.literal('pickScope') }),
])

/**
 * A message that came out of the panel, or undefined where it is none of ours. It says nothing of whether `path` is in
 * the report: whoever opens a file checks that.
 */
export function readPanelMessage(message: unknown): FromPanel | undefined {
  const result = v.safeParse(schema, message)
  return result.success ? result.output : undefined
}
