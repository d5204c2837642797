/** A time as people read it: µs below a tenth of a millisecond, s from ten seconds on. */
export function inWords(ms: number): string {
  if (Math.abs(ms) < 0.1) return `${(ms * 1000).toFixed(1)} µs`
  if (Math.abs(ms) < 10) return `${ms.toFixed(2)} ms`
  return Math.abs(ms) < 10_000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`
}

/** A ratio such as `1.3 x`. */
export function times(ratio: number): string {
  return `${ratio < 100 ? ratio.toFixed(ratio < 10 ? 2 : 1) : ratio.toFixed(0)} x`
}
