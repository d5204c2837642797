import type { Origin } from '../../../../src/attribution/text/origin'
import type { EditSource, Signals } from '../../../../src/capture/editEvent'
import type { RandomScene } from './randomScene'

export const named = (source: string, metadata: Record<string, unknown> = {}): EditSource => ({
  source,
  metadata: { source, ...metadata },
})

export const editorCommand = (detailedSource: string) => named('cursor', { kind: 'executeCommands', detailedSource })

/** What the editor says of an edit: its source on the one channel, what is seen around it on the other. */
export function told(scene: RandomScene, source: EditSource, signals: Signals = {}) {
  return scene.stable ? { signals } : { source }
}

export const silence = (scene: RandomScene, mirrored: boolean, clean = false) => {
  return () => void scene.history.resolveUndecided({ kind: 'silence', mirrored, clean })
}

/** A place where an editor lets somebody put the cursor; now and then one in the middle of a character. */
export function place(scene: RandomScene, from = 0, to = scene.text.length): number {
  const at = from + scene.random.below(to - from + 1)
  return at > from && scene.text[at - 1] === '\r' && scene.text[at] === '\n' ? at - 1 : at
}

export function stretch(scene: RandomScene, most = 12): readonly [number, number] {
  const from = place(scene)
  return [from, place(scene, from, Math.min(scene.text.length, from + most))]
}

export const chatSource = named('Chat.applyEdits', { $$mode: 'agent', $extensionId: 'acme.helper', $$sessionId: 's' })
export const chatSignals: Signals = { chatBaseline: { session: 's' } }

export function chatOrigin(scene: RandomScene): Origin {
  return scene.stable
    ? { contributor: 'ai', mode: 'chat', evidence: 'observed', at: scene.at, session: 's' }
    : { contributor: 'ai', tool: 'acme.helper', session: 's', mode: 'agent', evidence: 'reported', at: scene.at }
}
