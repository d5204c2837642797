import type { Code } from '../host/code'
import type { SaidLine } from './verdict'

/** What the running editor says of each line of a file, as another extension is told. */
export async function attributionOf(code: Code, file: string): Promise<readonly SaidLine[]> {
  return code.evaluate((api, fsPath) => {
    const byline = api.extensions.getExtension('byline.byline')!.exports
    const ranges = byline.getAttribution(api.Uri.file(fsPath)) ?? []
    return ranges.flatMap((range: { from: number; to: number } & SaidLine) =>
      Array.from({ length: range.to - range.from }, () => ({
        contributor: range.contributor,
        ...(range.evidence !== undefined && { evidence: range.evidence }),
      })),
    )
  }, file)
}

/** What the running editor says of each line of each cell of an open notebook, one cell after the other. */
export async function attributionOfCells(code: Code, file: string): Promise<readonly SaidLine[]> {
  return code.evaluate((api, fsPath) => {
    const byline = api.extensions.getExtension('byline.byline')!.exports
    const notebook = api.workspace.notebookDocuments.find(({ uri }) => uri.fsPath === fsPath)
    return (notebook?.getCells() ?? []).flatMap(({ document }) => {
      const ranges = byline.getAttribution(document.uri) ?? []
      return ranges.flatMap((range: { from: number; to: number } & SaidLine) =>
        Array.from({ length: range.to - range.from }, () => ({
          contributor: range.contributor,
          ...(range.evidence !== undefined && { evidence: range.evidence }),
        })),
      )
    })
  }, file)
}
