import type { ObservationKind } from '../../provenance/sources'
import type { NotebookRecorder } from './notebookRecorder'
import type { Recorder } from './recorder'
import type { TrackedDocument } from './trackedDocument'

/** Writes down at once who wrote a document. */
export type RecordDocument = (tracked: TrackedDocument, kind: ObservationKind) => Promise<void>

/** A cell is recorded with its notebook, every other document by itself. */
export function recordDocument(recorder: Recorder, notebooks: NotebookRecorder): RecordDocument {
  return (tracked, kind) =>
    tracked.notebook ? notebooks.record(tracked.notebook, kind) : recorder.record(tracked, kind)
}
