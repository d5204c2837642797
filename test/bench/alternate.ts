/**
 * Runs the measures in turn, `rounds` times, so that a slow stretch of the machine hits all of them alike; one round
 * goes before to warm up. Returns the times of each, in its order.
 */
export async function alternate(
  rounds: number,
  measures: readonly ((round: number) => number | Promise<number>)[],
): Promise<readonly (readonly number[])[]> {
  const taken = measures.map((): number[] => [])
  for (let round = 0; round <= rounds; round++) {
    for (const [at, measure] of measures.entries()) {
      const ms = await measure(round)
      if (round > 0) taken[at]!.push(ms)
    }
  }
  return taken
}
