import type { AttributedText } from '../attribution/text/attributedText'
import { isKnown } from '../attribution/text/origin'
import { blobsWithAi } from '../attribution/lines/addedLines'
import { provenanceOfChange } from '../provenance/change/changeProvenance'
import { Resolver } from '../provenance/resolve'
import type { OpenRepository } from '../repository/openRepository'
import { readStdin } from '../files/readStdin'
import { withNewVersions } from './newVersions'

/** A line of two ids each; more commits than anybody rewrites within the time a hook has. */
const maxInputBytes = 1024 * 1024

/**
 * `post-rewrite amend|rebase`, pairs of old and new commits on stdin: keeps what is known of texts that came about
 * without a message hook, as in `git rebase --apply`. After an amend there are none.
 */
export async function recordRewritten(
  open: OpenRepository,
  [kind]: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const input = await readStdin(maxInputBytes)
  if (kind !== 'rebase' || input === undefined) return
  const { ledger, reader } = open
  const recorded = new Set(await ledger.paths())
  const pairs = Array.from(input.matchAll(/^([0-9a-f]{40,64}) ([0-9a-f]{40,64})/gm), ([, old, rev]) => ({
    old: old!,
    rev: rev!,
  }))
  const resolver = new Resolver({ observations: ledger, repository: reader }, { claims: 'named' })
  for (const { old, rev } of await withNewVersions(reader.git, pairs, (path) => recorded.has(path))) {
    const parents = (await reader.git.text(['rev-parse', `${rev}^@`])).split('\n').filter((id) => id !== '')
    const texts: { path: string; attributed: AttributedText; before: string | undefined }[] = []
    const files = await provenanceOfChange(
      resolver,
      reader,
      parents.map((parent) => ({ kind: 'commit', rev: parent })),
      { kind: 'commit', rev },
      {
        signal,
        related: [old],
        exclude: (path) => !recorded.has(path),
        onText: (path, attributed, before) => texts.push({ path, attributed, before }),
      },
    )
    await ledger.addAiVersions(blobsWithAi(files))
    for (const { path, attributed, before } of texts) {
      const known = attributed.runs().some(({ origin }) => isKnown(origin))
      if (known && !(await resolver.wasSeen(path, attributed.text()))) {
        const parent = before === undefined ? {} : { parentTextId: ledger.textIdOf(before) }
        await ledger.record({ path, attributed, kind: 'staged', at: new Date().toISOString(), ...parent })
      }
    }
  }
}
