import type { FaultChange } from './faultPlugin'

/** A defect put into the capture on purpose, to see that the scenarios find it. */
export interface PlantedFault {
  readonly what: string
  /** In which source files (paths from the project root) which text becomes which other; it stands there once. */
  readonly changes: readonly FaultChange[]
  /** Names of scenarios of which at least one has to come out red. */
  readonly foundBy: readonly string[]
}

/** One for each kind of mistake that a change of the capture may make. */
export const plantedFaults: readonly PlantedFault[] = [
  {
    what: 'the rules for accepted completions are gone',
    changes: [
      {
        file: 'src/capture/reasons/namedReasons.ts',
        text: 'inlineCompletionAccept: inlineCompletion,',
        becomes: '',
      },
      {
        file: 'src/capture/content/couldBeAccepted.ts',
        text: "return unlessTyped?.kind === 'carry' ? 'guessed' : 'sure'",
        becomes: 'return undefined',
      },
    ],
    foundBy: ['E2 take a completion with Tab'],
  },
  {
    what: 'human and AI are swapped',
    changes: [
      {
        file: 'src/capture/reasons/cursor.ts',
        text: 'typedOrigin(event)',
        becomes: "{ contributor: 'ai', evidence: 'reported', at: event.at }",
      },
      { file: 'src/capture/reasons/inlineCompletion.ts', text: "contributor: 'ai'", becomes: "contributor: 'human'" },
    ],
    foundBy: ['E1 type lines', 'E2 take a completion with Tab'],
  },
  {
    what: 'undo and redo are taken for ordinary edits',
    changes: [
      {
        file: 'src/capture/rules/undoRedo.ts',
        text: "(reason ? { kind: 'restore', direction: reason } : undefined)",
        becomes: '(reason === undefined ? undefined : undefined)',
      },
    ],
    foundBy: ['E5 undo a completion and redo it'],
  },
  {
    what: 'what is taken out of a line is not missed',
    changes: [
      {
        file: 'src/attribution/text/changeText.ts',
        text: 'if (own.length === 0) return',
        becomes: 'return',
      },
    ],
    foundBy: [
      'E7 change AI lines without a new letter',
      'E14 an agent takes a check out of a line that somebody typed, and says so',
    ],
  },
  {
    what: 'a run ends one character early',
    changes: [
      {
        file: 'src/capture/applyDecision.ts',
        text: 'if (change.from === change.to) return text.replace(change.from, change.to, change.text, origin)',
        becomes:
          'if (change.from === change.to) return text.replace(change.from, change.to, change.text.slice(-1), unknown)' +
          '.replace(change.from, change.from, change.text.slice(0, -1), origin)',
      },
    ],
    foundBy: ['E2 take a completion with Tab'],
  },
  {
    what: 'what was copied inside the editor is forgotten',
    changes: [
      {
        file: 'src/capture/copiedText.ts',
        text: 'if (stretches.length === 0) return',
        becomes: 'if (stretches.length >= 0) return',
      },
    ],
    foundBy: ['E6 cut AI lines and paste them elsewhere'],
  },
  {
    what: 'whatever the keyboard leaves the caret behind is typed',
    changes: [{ file: 'src/capture/resolveUndecided.ts', text: '|| isOneCharacter(head) ||', becomes: '|| true ||' }],
    foundBy: ['E6 paste one line from outside'],
  },
  {
    what: 'what a program only formats on disk is taken for changed',
    changes: [
      {
        file: 'src/capture/content/formattedOnDisk.ts',
        text: 'return blocks.reduce(',
        becomes: 'return blocks.slice(blocks.length).reduce(',
      },
    ],
    foundBy: ['E13 a formatter rewrites a file that is open and saved'],
  },
]
