/** The text, or its beginning and `…` where it has more than `longest` UTF-16 units; never half a surrogate pair. */
export function clip(text: string, longest: number): string {
  if (text.length <= longest) return text
  return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
