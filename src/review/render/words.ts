import type { Contributor, Evidence, Mode } from '../../attribution/text/origin'
import type { SkipReason } from '../../attribution/lines/fileProvenance'

/** The four contributors in the order in which they are always shown. */
export const contributors = ['ai', 'mixed', 'human', 'unknown'] as const satisfies readonly Contributor[]

/** Contributors in running text. */
export const contributorWord: Readonly<Record<Contributor, string>> = {
  ai: 'AI',
  mixed: 'mixed',
  human: 'human',
  unknown: 'unknown',
}

/** What each contributor means, for legends. */
export const contributorMeaning: Readonly<Record<Contributor, string>> = {
  ai: 'as AI wrote it',
  mixed: 'AI text that somebody changed, or text that AI deleted a part of',
  human: 'seen being typed',
  unknown: 'nobody saw it arrive',
}

/** How a claim is known, for legends and tooltips. */
export const evidenceMeaning: Readonly<Record<Evidence, string>> = {
  reported: 'the editor or the tool said so',
  observed: 'Byline saw the text being accepted or typed',
  declared: 'somebody said so',
  derived: 'carried over from an earlier text',
  imported: 'a commit message says so',
}

export const modeWord: Readonly<Record<Mode, string>> = {
  completion: 'completion',
  nextEdit: 'next edit',
  inlineChat: 'inline chat',
  chat: 'chat',
  agent: 'agent',
  terminal: 'terminal',
}

export const skipReasonWord: Readonly<Record<SkipReason, string>> = {
  binary: 'binary file',
  tooLarge: 'too large',
  filtered: 'stored through a git filter, such as Git LFS',
  symlink: 'symbolic link',
  submodule: 'submodule',
  unreadable: 'could not be read',
}
