import * as vscode from 'vscode'
import { type Origin, sameOrigin } from '../../attribution/text/origin'
import { UserFacingError } from '../../base/errors'
import type { Documents } from '../documents/documents'
import type { AttributedLines, BylineApi } from './publicApi'

/** Longest id of a tool, model or session that is taken from another extension. */
const longestId = 100

/** The API that other extensions get. */
export function createApi(documents: Documents): BylineApi {
  const changed = new vscode.EventEmitter<vscode.Uri>()
  documents.onDidChange((tracked) => changed.fire(tracked.uri))
  return {
    onDidChangeAttribution: changed.event,
    getAttribution: (uri) => {
      const tracked = documents.all.find((candidate) => candidate.uri.toString() === uri.toString())
      return tracked && merged(tracked.lines)
    },
    reportEdit: async ({ uri, tool, model, session, mode, edit }) => {
      for (const id of [tool, model, session]) {
        if (id !== undefined && (typeof id !== 'string' || id.length === 0 || id.length > longestId)) {
          throw new UserFacingError(`tool, model and session are texts of 1 to ${longestId} characters.`)
        }
      }
      const origin: Origin = {
        contributor: 'ai',
        tool,
        ...(model !== undefined && { model }),
        ...(session !== undefined && { session }),
        mode: mode ?? 'agent',
        evidence: 'reported',
        at: new Date().toISOString(),
      }
      await documents.whileNamed(uri, origin, edit)
    },
  }
}

function merged(lines: readonly Origin[]): readonly AttributedLines[] {
  const ranges: AttributedLines[] = []
  let start = 0
  for (let line = 1; line <= lines.length; line++) {
    const origin = lines[start]!
    const next = lines[line]
    if (next && sameOrigin(next, origin)) continue
    const { contributor, tool, model, mode, evidence } = origin
    ranges.push({
      from: start,
      to: line,
      contributor,
      ...(tool !== undefined && { tool }),
      ...(model !== undefined && { model }),
      ...(mode && { mode }),
      ...(evidence && { evidence }),
    })
    start = line
  }
  return ranges
}
