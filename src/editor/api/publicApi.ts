import type * as vscode from 'vscode'
import type { LineSpan } from '../../attribution/text/lineSpan'
import type { Contributor, Mode } from '../../attribution/text/origin'

/** Consecutive lines of one origin, 0-based, half-open. */
export interface AttributedLines extends LineSpan {
  readonly contributor: Contributor
  readonly tool?: string
  readonly model?: string
  readonly mode?: Mode
  readonly evidence?: string
}

/** An edit that another extension names as its own. */
export interface ReportedEdit {
  readonly uri: vscode.Uri
  /** Id of the tool, such as `github-copilot`. */
  readonly tool: string
  /** `provider/name`. */
  readonly model?: string
  readonly session?: string
  readonly mode?: Mode
  /** Performs the edit; whatever changes in the document while it runs is the tool's. */
  readonly edit: () => Thenable<unknown>
}

/** What `activate` returns to other extensions. */
export interface BylineApi {
  /** Who wrote the lines of an open document; undefined where Byline does not look. */
  getAttribution(uri: vscode.Uri): readonly AttributedLines[] | undefined
  /** Fires with the document's address when who wrote its lines has changed. */
  readonly onDidChangeAttribution: vscode.Event<vscode.Uri>
  /** Lets an AI extension name its own edits: recorded with evidence `reported`. */
  reportEdit(edit: ReportedEdit): Promise<void>
}
