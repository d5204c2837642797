/** The fields of an output of git with `-z`: each is ended by a NUL. */
export function splitNul(output: Buffer): Buffer[] {
  const fields: Buffer[] = []
  for (let from = 0; from < output.length;) {
    const end = output.indexOf(0, from)
    const to = end < 0 ? output.length : end
    fields.push(output.subarray(from, to))
    from = to + 1
  }
  return fields
}
