import * as v from 'valibot'
import type { Mode } from '../../attribution/text/origin'
import { modes } from '../../attribution/text/evidence'

/** One edit of a tool that has no format of its own. */
export interface GenericEvent {
  readonly path: string
  readonly contributor: 'ai' | 'human' | 'unknown'
  readonly tool?: string | undefined
  readonly model?: string | undefined
  readonly session?: string | undefined
  readonly mode?: Mode | undefined
  readonly before?: string | undefined
  readonly after?: string | undefined
}

/** A name goes into messages and pages: one line, no control characters, not endless. */
const name = v.optional(
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(200),
    v.check((text) => !/\p{C}/u.test(text), 'has control characters'),
  ),
)
const text = v.optional(v.string())

const schema = v.object({
  path: v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(4096),
    v.check((path) => !path.includes('\0'), 'has a NUL'),
  ),
  contributor: v.picklist(['ai', 'human', 'unknown']),
  tool: name,
  model: name,
  session: name,
  mode: v.optional(v.picklist(modes)),
  before: text,
  after: text,
})

/** Reads an event from JSON that any program may have written. @returns the event, or what is wrong with it */
export function parseGenericEvent(json: string): GenericEvent | { readonly problem: string } {
  let payload: unknown
  try {
    payload = JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch {
    return { problem: 'the payload is not JSON' }
  }
  const result = v.safeParse(schema, payload)
  if (result.success) return result.output
  const [issue] = result.issues
  return { problem: `"${v.getDotPath(issue) ?? 'the payload'}": ${issue.message}` }
}
