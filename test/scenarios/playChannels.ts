import { ensureInstalled, isHostPlatform, type Channel } from '../host/installation'
import { playChannel } from './playChannel'
import { printRow } from './printTable'
import type { ScenarioGroup } from './scenario'
import type { ScoreRow } from './scoreRow'

/**
 * Plays groups on several channels at the same time, each in an editor of its own: most of the time a script waits for
 * its editor. Prints each row as it comes out; the rows returned are ordered by channel.
 */
export async function playChannels(
  channels: readonly Channel[],
  groups: readonly ScenarioGroup[],
): Promise<readonly ScoreRow[]> {
  // Before the editors start at the same time: each would install it otherwise.
  if (isHostPlatform()) await ensureInstalled((line) => console.log(line))
  const played = channels.map((channel) => playChannel({ channel, groups, onRow: printRow }))
  // All editors are closed before a failure of one of them is told.
  await Promise.allSettled(played)
  return (await Promise.all(played)).flat()
}
