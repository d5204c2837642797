import type { FaultChange } from '../faultPlugin'

/** A defect put on purpose into the command line, which the hooks run too, to see that the git scenarios find it. */
export interface GitFault {
  readonly what: string
  readonly changes: readonly FaultChange[]
  /** Group and clause of the scenario that has to come out red. */
  readonly foundBy: string
  /** How the scenario ends where it looks for the fault itself. */
  readonly says?: RegExp
}

/** One for each kind of mistake that a change may make between a commit and what a second clone reads. */
export const gitFaults: readonly GitFault[] = [
  {
    what: 'human and AI are swapped in notes',
    changes: [
      {
        file: 'src/formats/notes/formatNote.ts',
        text: 'const known = { contributor,',
        becomes: "const known = { contributor: contributor === 'ai' ? 'human' : 'ai',",
      },
    ],
    foundBy: 'G11 notes on different blobs, pushed in turn',
  },
  {
    what: 'contradictions are settled by whoever comes first',
    changes: [
      {
        file: 'src/attribution/text/agreement.ts',
        text: 'if (a.contributor !== b.contributor) return unknown',
        becomes: 'if (a.contributor !== b.contributor) return a',
      },
    ],
    foundBy: 'G11 two people on the same blob who contradict each other',
  },
  {
    what: 'notes of commits that were not pushed are published',
    changes: [{ file: 'src/git/notes/pushedVersions.ts', text: '`refs/remotes/${remote}/`', becomes: "'refs/'" }],
    foundBy: 'G11 nothing of what was not pushed',
    says: /^published: /,
  },
  {
    what: 'nothing is derived by comparing texts',
    changes: [
      {
        file: 'src/attribution/matching/carryOver.ts',
        text: '  for (const pass of Comparison.passes) {',
        becomes: '  for (const pass of Comparison.passes.slice(0, 0)) {',
      },
    ],
    foundBy: 'G7 edits above',
  },
  {
    what: 'formatting makes a line unknown',
    changes: [
      {
        file: 'src/attribution/matching/comparison.ts',
        text:
          '    (comparison, _lines, conditions) => comparison.#linesEqualButForFormatting(conditions),\n' +
          '    (comparison, lines, conditions) => comparison.#regroupedLines(lines, conditions),\n',
        becomes: '',
      },
    ],
    foundBy: 'G7 reformats the file',
  },
  {
    what: 'line numbers of other versions are believed',
    changes: [
      {
        file: 'src/formats/notes/noteText.ts',
        text: 'to <= count && hasHashes(range.hashes[i]!, to - from + 2, (at) => hashAt(from - 1 + at))',
        becomes: 'to <= count + 1_000 && String(hashAt(from)) !== range.hashes[i]!',
      },
      {
        file: 'src/provenance/notedTexts.ts',
        text: 'source ? carryOver(text, [source], parents) : hashedText(text, version === undefined ? ranges : [])',
        becomes: 'noteText(text, ranges) ?? hashedText(text, source && version !== undefined ? [] : ranges)',
      },
    ],
    foundBy: "G4 a forge's squash-merge, base moved above",
  },
  {
    what: 'what moved before its first commit is not known again',
    changes: [
      {
        file: 'src/provenance/renamedFile.ts',
        text: 'return isTied ? undefined : best?.path',
        becomes: "return isTied && best?.path === '' ? '' : undefined",
      },
    ],
    foundBy: 'G6 a new file that moves before its first commit',
    says: /^The message does not say /,
  },
  {
    what: 'versions that were committed with AI lines are forgotten',
    changes: [
      {
        file: 'src/commit/prepareMessage.ts',
        text: 'addAiVersions(blobsWithAi(files))',
        becomes: 'addAiVersions([])',
      },
    ],
    foundBy: 'G3 checkout of a file from another branch',
    says: /^The message does not say /,
  },
  {
    what: 'of several sources of a copy only the one is followed that git picks',
    changes: [
      {
        file: 'src/git/reader/followedChanges.ts',
        text: 'source !== change.source) starts.push(',
        becomes: 'source === path) starts.push(',
      },
    ],
    foundBy: 'G6 copy of a file that changes at the same time, beside one like it',
  },
  {
    what: 'work trees share what is pending',
    changes: [
      {
        file: 'src/ledger/folder/pendingFolder.ts',
        text: "worktree === undefined ? '' : worktreeKey(worktree)",
        becomes: "worktree === undefined ? '' : ''",
      },
    ],
    foundBy: 'G5 two work trees with AI lines in the same file',
    says: /^The message does not say /,
  },
  {
    what: 'a partial clone forgets what may have been renamed and edited',
    changes: [
      { file: 'src/git/reader/previousPaths.ts', text: 'if (onlyIdentical && first)', becomes: 'if (first && !first)' },
    ],
    foundBy: 'G5 a partial clone reads what a colleague without Byline renamed and edited',
  },
  {
    what: 'versions with AI lines that a rebase makes are forgotten',
    changes: [
      {
        file: 'src/commit/recordRewritten.ts',
        text: 'addAiVersions(blobsWithAi(files))',
        becomes: 'addAiVersions([])',
      },
    ],
    foundBy: 'G3 checkout of a file from a branch that was rebased',
    says: /^The message does not say /,
  },
]
