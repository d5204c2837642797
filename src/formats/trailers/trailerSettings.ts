import * as v from 'valibot'

/** What Byline writes into commit messages. */
export interface TrailerSettings {
  readonly enabled: boolean
  /** Key of the line that names the tool, such as `Assisted-by`; undefined writes no such line. */
  readonly key: string | undefined
  /** `summary` writes no `AI-Lines`. */
  readonly detail: 'summary' | 'lines'
  /** How many files `AI-Lines` names. */
  readonly maxFiles: number
  /** Share of AI lines (0 to 1) among the added ones below which nothing is written. */
  readonly minimumShare: number
}

export const defaultTrailerSettings: TrailerSettings = {
  enabled: true,
  key: 'Assisted-by',
  detail: 'lines',
  maxFiles: 5,
  minimumShare: 0,
}

/** One source of settings (user, workspace or repository): what it sets, and what is wrong with it, in sentences. */
export interface TrailerSettingsLayer {
  readonly settings: Partial<TrailerSettings>
  readonly problems: readonly string[]
}

/** Keys that other tools act on (authorship, sign-off, review systems, our own lines): never written for naming a tool. */
const reservedKeys =
  /^(signed-off-by|co-authored-by|co-developed-by|change-id|author|ai-provenance|ai-lines|.*-session)$/i

/** Whether `key` can name the tool in a trailer: letters, digits and `-`, starting with a letter, not one others act on. */
export function isTrailerKey(key: string): boolean {
  return /^[A-Za-z][A-Za-z0-9-]{0,29}$/.test(key) && !reservedKeys.test(key)
}

const fields = {
  enabled: v.boolean('must be true or false'),
  key: v.pipe(
    v.string('must be a trailer key or "none"'),
    v.check(
      (key) => key === 'none' || isTrailerKey(key),
      'must be "none" or a trailer key of letters, digits and "-" that no other tool acts on',
    ),
    v.transform((key) => (key === 'none' ? undefined : key)),
  ),
  detail: v.picklist(['summary', 'lines'], 'must be "summary" or "lines"'),
  maxFiles: v.pipe(
    v.number('must be a whole number from 0 to 50'),
    v.integer('must be a whole number from 0 to 50'),
    v.minValue(0, 'must be a whole number from 0 to 50'),
    v.maxValue(50, 'must be a whole number from 0 to 50'),
  ),
  minimumShare: v.pipe(
    v.number('must be a number from 0 to 1'),
    v.minValue(0, 'must be a number from 0 to 1'),
    v.maxValue(1, 'must be a number from 0 to 1'),
  ),
}

/**
 * Reads the member `trailers` of a settings document (`byline.json`, or the file the extension writes):
 * `{"trailers": {"enabled", "key", "detail", "maxFiles", "minimumShare"}}`, or `{"trailers": false}`. A wrong field is
 * left out and named; it never takes the others with it.
 */
export function parseTrailerSettings(document: unknown): TrailerSettingsLayer {
  if (!isRecord(document)) return { settings: {}, problems: ['must be a JSON object'] }
  const trailers = document['trailers']
  if (trailers === undefined) return { settings: {}, problems: [] }
  if (typeof trailers === 'boolean') return { settings: { enabled: trailers }, problems: [] }
  if (!isRecord(trailers)) return { settings: {}, problems: ['"trailers" must be an object, true or false'] }
  const settings: Record<string, unknown> = {}
  const problems: string[] = []
  for (const [name, schema] of Object.entries(fields)) {
    if (!Object.hasOwn(trailers, name)) continue
    const result = v.safeParse(schema, trailers[name])
    if (result.success) settings[name] = result.output
    else problems.push(`"trailers.${name}" ${result.issues[0].message}`)
  }
  return { settings, problems }
}

/** The settings that hold: the defaults, overridden by each layer in turn (user, workspace, repository). */
export function mergeTrailerSettings(...layers: readonly TrailerSettingsLayer[]): TrailerSettings {
  return layers.reduce<TrailerSettings>((merged, layer) => ({ ...merged, ...layer.settings }), defaultTrailerSettings)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
