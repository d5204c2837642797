import type { EditSource } from './editEvent'

/** A value of the editor's metadata as text, or undefined when it is absent, empty or of another type. */
export function metadataText(source: EditSource, key: string): string | undefined {
  const value = source.metadata[key]
  return typeof value === 'string' && value !== '' ? value : undefined
}
