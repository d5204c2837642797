import type { AttributedText } from '../attribution/text/attributedText'
import type { Origin } from '../attribution/text/origin'

/** One replaced stretch, in offsets (UTF-16) of the text before the event. */
export interface Change {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** Who made an edit, in the editor's own words: VS Code's `detailedReason`. */
export interface EditSource {
  readonly source: string
  readonly metadata: Readonly<Record<string, unknown>>
}

/** What is known of the chat's edits of a document. */
export interface ChatBaseline {
  readonly session: string | undefined
  /** The edit stands in text that the chat wrote and nobody has kept yet, or right beside it. */
  readonly inHunk?: boolean
  /** After the edit the text is the one from before the chat's edits. */
  readonly isBaseline?: boolean
}

/** What was seen around an edit where the editor does not name its source. */
export interface Signals {
  /** An extension named this edit as its own through Byline's API. */
  readonly named?: Origin
  /** A rename was asked for, and the edit does nothing but put one name in the place of another. */
  readonly renaming?: true
  /** What the edit changes stood in a selection, or right beside a caret. */
  readonly atCaret?: true
  /** Each change takes the place of a selection of the document's editor, as typing, a paste and an acceptance do. */
  readonly atSelections?: true
  /** A change takes the place of text that somebody had selected: so it is no abbreviation that is spelt out. */
  readonly overSelected?: true
  /** The key that pastes was pressed, and this is the first edit at the selections since then. */
  readonly pasteKey?: true
  /** What is put in is what was copied or cut last, in the form in which a paste puts it in. */
  readonly isCopied?: true
  /**
   * What another open document holds: the very text that this one, just opened, has after the edit. So it is being
   * saved under another name or moved.
   */
  readonly copyOf?: AttributedText
  /** The chat keeps a text from before its edits for this document: it is editing it, or has done so. */
  readonly chatBaseline?: ChatBaseline
}

/** One edit of a document as the editor told it, with all that is known about where it came from. */
export interface EditEvent {
  /** Disjoint, last one first, so that applying them in order needs no shifting. */
  readonly changes: readonly Change[]
  readonly before: AttributedText
  readonly reason: 'undo' | 'redo' | undefined
  /** Undefined where the editor does not say (a stable VS Code). */
  readonly source: EditSource | undefined
  readonly signals: Signals
  /** What the last key press put in, in offsets of `before`; absent when something else happened since. */
  readonly justTyped?: { readonly from: number; readonly to: number }
  /** ISO 8601. */
  readonly at: string
}

/** What an edit means for the origins of a text. */
export type Decision =
  /** The inserted text has this origin. */
  | { readonly kind: 'insert'; readonly origin: Origin }
  /** An accepted suggestion: as `insert`, but what it repeats of the text around the cursor stays as it was typed. */
  | { readonly kind: 'complete'; readonly origin: Origin }
  /** New text of this origin, after the edit has been reduced to the smallest change. */
  | { readonly kind: 'rewrite'; readonly origin: Origin }
  /** Proved to be made by the editor: text takes the origin of what it replaces or stands inside. */
  | { readonly kind: 'reformat' }
  /** Lines whose code stays are formatted and keep their origins; all other lines are a rewrite by nobody known. */
  | { readonly kind: 'partlyReformat' }
  /** Within lines text takes the origin of what it replaces; whole lines that are put in and stood nowhere are unknown. */
  | { readonly kind: 'refactor' }
  /** Lines change their order and keep their origins. */
  | { readonly kind: 'reorder' }
  /** An earlier or later state comes back, origins included. */
  | { readonly kind: 'restore'; readonly direction: 'undo' | 'redo' | 'any' }
  /** The text of another document, origins included. */
  | { readonly kind: 'copy'; readonly text: AttributedText }
  /** An earlier state comes back, as a whole or line by line; what never stood there is rewritten with this origin. */
  | { readonly kind: 'takeBack'; readonly otherwise: Origin }
  /**
   * Text that was copied, cut or moved brings its origins along; `otherwise` where nothing copied matches. `beside`
   * when it was made from what stands beside it, rather than taken from the clipboard.
   */
  | { readonly kind: 'carry'; readonly otherwise: Origin; readonly beside?: true }
  /** Came from disk: a text seen before is known again, an agent's report may still explain it. */
  | { readonly kind: 'external' }
  /**
   * Nobody named it yet: unknown, unless a signal that follows the edit says more. `waits` for what tells the chat's
   * edits from others in text that the chat wrote; for any signal when absent. `unlessTyped`: what it is if no signal
   * tells that it was typed or accepted.
   */
  | { readonly kind: 'undecided'; readonly waits?: 'chat'; readonly unlessTyped?: Decision }

/** Recognises one kind of edit; undefined passes it on to the next rule. */
export type Rule = (event: EditEvent) => Decision | undefined
