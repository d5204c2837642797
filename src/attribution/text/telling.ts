import { hasSubstance } from './substance'

/** What many files begin with or consist of, whoever writes them. */
const commonLine =
  /^\s*(?:import\b|export\s*(?:type\s*)?[*{]|from\b.*\bimport\b|package\b|using\b|#\s*include\b|require\b|use\b|mod\b|pub\s+(?:mod|use)\b|#!|['"]use \w+['"]|<\?)/
const licence = /licen[cs]e|copyright|\(c\)|©|spdx|warrant|permission|all rights reserved|redistribut/i

/** Files that are the same in many projects, and many times in one. */
const commonFile =
  /(?:^|\/)(?:(?:un)?licen[cs]e|copying|notice|authors|codeowners|\.gitignore|\.gitattributes|\.gitkeep|\.keep|\.editorconfig|\.npmrc|\.nvmrc|__init__\.py|py\.typed)(?:[.-][^/]*)?$/i

/**
 * The lines of a text that say something of their own: with substance, neither an import or a re-export nor a line of a
 * licence. Each once.
 */
export function tellingLines(text: string): readonly string[] {
  const lines = new Set<string>()
  for (const line of text.split('\n')) {
    const trimmed = line.trim()
    if (hasSubstance(trimmed) && !commonLine.test(trimmed) && !licence.test(trimmed)) lines.add(trimmed)
  }
  return [...lines]
}

/** Whether files of this name are the same in many projects, whoever writes them. */
export function isCommonFile(path: string): boolean {
  return commonFile.test(path)
}

/**
 * Whether a text is known again under another name. Empty and short files, lists of imports and licences recur by chance
 * and prove nothing of who wrote them there.
 * @param atLeast how many lines of their own it takes: fewer where more than the text speaks for it
 */
export function isTelling(text: string, path: string, atLeast: number): boolean {
  if (isCommonFile(path)) return false
  const lines = tellingLines(text)
  return lines.length >= atLeast && lettersIn(lines.join('')) >= fewestLetters
}

/** Less than this many letters and digits may be anybody's. */
const fewestLetters = 8

function lettersIn(text: string): number {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, '').length
}
