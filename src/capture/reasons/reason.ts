import type { Decision, EditEvent, EditSource } from '../editEvent'

/** An edit whose source the editor names. */
export interface NamedEdit extends EditEvent {
  readonly source: EditSource
}

/** What an edit from one source means; undefined where its metadata leave that open. */
export type Reason = (event: NamedEdit) => Decision | undefined
