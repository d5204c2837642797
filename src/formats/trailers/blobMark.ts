/** Digits of an abbreviated blob id. */
const digits = 8

/**
 * How a trailer names the version of a file: `blob=3f2a_1b9c` for the blob `3f2a1b9c…`. Forges take `@3f2a1b9c` for a
 * person, whom they notify, and seven hexadecimal digits or more in a row for a commit; nothing links this form.
 * @param id of the blob, in full
 */
export function formatBlobMark(id: string): string {
  return `blob=${id.slice(0, digits / 2)}_${id.slice(digits / 2, digits)}`
}

/** Every form in which a message may name a blob: of the eight digits that this and earlier versions write. */
export function blobMarks(id: string): readonly string[] {
  return [formatBlobMark(id), `@${id.slice(0, digits)}`]
}

/**
 * Reads what {@link formatBlobMark} writes, and the form `@3f2a1b9c` that earlier versions wrote.
 * @returns the first digits of the id of the blob, eight or more; undefined where it is neither
 */
export function parseBlobMark(mark: string): string | undefined {
  const [, grouped, old] = /^(?:blob=([0-9a-f]{4}(?:_[0-9a-f]{4}){1,15})|@([0-9a-f]{8,64}))$/.exec(mark) ?? []
  return grouped?.replaceAll('_', '') ?? old
}
