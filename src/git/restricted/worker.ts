import { parentPort, workerData } from 'node:worker_threads'
import { describeError, UserFacingError } from '../../base/errors'
import type { RepositoryReader } from '../../provenance/sources'
import { boundBuffers } from './boundedInflate'
import { IsomorphicReader } from './isomorphicReader'
import { KnownOnceTrusted } from './knownOnceTrusted'
import type { Answer, Question, WorkerData } from './messages'

// The thread that answers for a repository that nobody trusts; `restrictedReader.ts` starts and ends it.
boundBuffers()
const { repository, maxBytes } = workerData as WorkerData
const reader: RepositoryReader = new IsomorphicReader(repository, maxBytes, (log) => send({ log }))

parentPort?.on('message', ({ method, parameters }: Question) => {
  // The two sides are of one build: what is asked is a method, with its parameters.
  const ask = reader[method] as (...parameters: unknown[]) => Promise<unknown>
  ask.apply(reader, [...parameters]).then(
    (value) => send({ value }),
    (error: unknown) => {
      if (error instanceof KnownOnceTrusted) send({ notKnown: error.reason, isWhole: error.isWhole })
      else send({ failure: error instanceof UserFacingError ? error.message : describeError(error) })
    },
  )
})

function send(answer: Answer): void {
  parentPort?.postMessage(answer)
}
