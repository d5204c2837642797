import * as vscode from 'vscode'
import * as v from 'valibot'
import { AttributedText } from '../../attribution/text/attributedText'
import { normaliseAttributed } from '../../attribution/text/normalise'
import { unknown } from '../../attribution/text/origin'
import { withLineEnds } from '../../attribution/text/withLineEnds'
import { gitScheme } from '../signals/copyWatcher'
import type { Repositories } from './repositories'

/** What the editor's git extension says in the address of a file as it is in a commit or in the index. */
const query = v.object({ path: v.string() })

/** Who wrote the old side of a comparison, by what is known of that text of that file; undefined for all other documents. */
export function revisionOf(
  document: vscode.TextDocument,
  repositories: Repositories,
): Promise<AttributedText | undefined> | undefined {
  const path = document.uri.scheme === gitScheme ? pathIn(document.uri.query) : undefined
  return path === undefined ? undefined : look(document, path, repositories)
}

async function look(
  document: vscode.TextDocument,
  path: string,
  repositories: Repositories,
): Promise<AttributedText | undefined> {
  const text = normaliseAttributed(AttributedText.of(document.getText(), unknown))
  const file = await repositories.fileOf(vscode.Uri.file(path))
  const known = await repositories.resolve({ file }, text)
  // Offsets are the document's.
  return known && document.eol === vscode.EndOfLine.CRLF ? withLineEnds(known, '\r\n') : known
}

function pathIn(json: string): string | undefined {
  try {
    const result = v.safeParse(query, JSON.parse(json))
    return result.success ? result.output.path : undefined
  } catch {
    // Another extension's address, in a form of its own.
    return undefined
  }
}
