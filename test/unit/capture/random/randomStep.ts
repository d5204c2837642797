import type { RandomScene } from './randomScene'

/** Does one thing to the document, or gives false when that makes no sense there. */
export type RandomStep = (scene: RandomScene) => boolean | void
