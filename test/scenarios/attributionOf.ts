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
