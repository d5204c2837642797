import type { Clone } from './gitWorld'

/**
 * Throws where the last commit does not say these counts. What is read later may come from the records: the message has to
 * say it as well.
 * @param counts as in `ai=2 mixed=0 human=0 unknown=0`
 */
export async function expectCounts(me: Clone, counts: string): Promise<void> {
  const message = await me.git('log', '-1', '--format=%B')
  if (!message.includes(`AI-Provenance: ${counts} `)) throw new Error(`The message does not say ${counts}: ${message}`)
}
