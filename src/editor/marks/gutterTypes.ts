import * as vscode from 'vscode'
import type { Contributor } from '../../attribution/text/origin'
import type { Settings } from '../settings/settings'

/** What is drawn. Human lines carry no mark, and unknown ones only where the user asks: they are never drawn as human. */
export type Drawn = Exclude<Contributor, 'human'>

const drawn: readonly Drawn[] = ['ai', 'mixed', 'unknown']

/** Decoration types by kind of line; only of what is shown. */
export type Types = ReadonlyMap<Drawn, vscode.TextEditorDecorationType>

/** The colour of each kind, by the ids that package.json contributes; themes and users may set them. */
const colorIds: Readonly<Record<Drawn, string>> = {
  ai: 'byline.aiForeground',
  mixed: 'byline.mixedForeground',
  unknown: 'byline.unknownForeground',
}

const place = 'right 3px top 0'

/** How a bar of 4 pixels is filled. Tiles fit the height of the line, so that the bars of neighbours join. */
const fills: Readonly<Record<Drawn, string>> = {
  ai: `linear-gradient(currentColor 0 0) ${place} / 4px 100% no-repeat`,
  mixed: `linear-gradient(155deg, currentColor 33%, transparent 33% 50%, currentColor 50% 83%, transparent 83%) ${place} / 4px 6px no-repeat round`,
  unknown: `radial-gradient(currentColor 1.1px, transparent 1.6px) ${place} / 4px 4px no-repeat round`,
}

const borders: Readonly<Record<Drawn, string>> = { ai: 'solid', mixed: 'dashed', unknown: 'dotted' }

/**
 * Marks in the glyph margin. An image there has fixed colours, so the bar is drawn by style rules that follow the theme:
 * VS Code copies `gutterIconSize` into its style sheet as it is (Error Lens and others pass rules in such fields too).
 * Where an editor accepts nothing but sizes it shows the image.
 */
export function marginTypes(extensionUri: vscode.Uri, settings: Settings): Types {
  if (!settings.gutter.value) return new Map()
  return typesOf(settings, (kind) => {
    const icon = (theme: string): vscode.Uri =>
      vscode.Uri.joinPath(extensionUri, 'media', `gutter-${kind}-${theme}.svg`)
    const color = `var(--vscode-${colorIds[kind].replace('.', '-')})`
    // The margin is not square: only `cover` leaves no gap between the images of neighbouring lines.
    const gutterIconSize = `cover;color:${color};background:${fills[kind]};--byline-mark:${kind}`
    return {
      ...lineOptions,
      light: { gutterIconPath: icon('light'), gutterIconSize },
      dark: { gutterIconPath: icon('dark'), gutterIconSize },
    }
  })
}

/** Marks beside the text, for editors without a glyph margin (`editor.glyphMargin`). */
export function besideTypes(settings: Settings): Types {
  if (!settings.gutter.value) return new Map()
  return typesOf(settings, (kind) => ({
    ...lineOptions,
    borderColor: new vscode.ThemeColor(colorIds[kind]),
    borderStyle: borders[kind],
    borderWidth: '0 0 0 2px',
  }))
}

export function rulerTypes(settings: Settings): Types {
  if (!settings.overviewRuler.value) return new Map()
  return typesOf(settings, (kind) => {
    if (kind === 'unknown') return undefined
    return {
      ...lineOptions,
      overviewRulerColor: new vscode.ThemeColor(colorIds[kind]),
      // The left lane is git's, the right one that of errors.
      overviewRulerLane: vscode.OverviewRulerLane.Center,
    }
  })
}

/** Only the types of what is shown: nothing has to be drawn for the others. */
function typesOf(
  settings: Settings,
  optionsOf: (kind: Drawn) => vscode.DecorationRenderOptions | undefined,
): Map<Drawn, vscode.TextEditorDecorationType> {
  const types = new Map<Drawn, vscode.TextEditorDecorationType>()
  for (const kind of drawn) {
    if (kind === 'unknown' && !settings.showUnknown.value) continue
    const options = optionsOf(kind)
    if (options) types.set(kind, vscode.window.createTextEditorDecorationType(options))
  }
  return types
}

const lineOptions: vscode.DecorationRenderOptions = {
  isWholeLine: true,
  rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
}
