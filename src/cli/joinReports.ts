import type { AttributedText } from '../attribution/attributedText'
import { carryOver } from '../attribution/carryOver'
import { unknown } from '../attribution/origin'
import { reconcile } from '../attribution/reconcile'
import { fillUnknown } from '../provenance/fillUnknown'
import type { Observation, ObservationSource } from '../provenance/sources'
import type { Sighting } from '../storage/ledger'

/**
 * How much later than another a report comes at most that was made before it: agents run their hooks side by side, and
 * a busy machine lets some of them wait. A text that comes up again after that has come about in another way.
 */
const lateMs = 10 * 60_000

/** The ledger as far as reports are joined. */
export interface Reports extends ObservationSource {
  record(sighting: Sighting): Promise<Observation>
}

/**
 * Tells the reports that were made on top of this one, and came before it, what it says. They could not know who wrote
 * the text they started from, so that its new lines are unknown in them. Whoever writes a report calls this behind:
 * of two that run side by side at least one sees what the other wrote.
 *
 * What is joined is recorded anew, as if the report had been told again; what a report knows itself stays.
 *
 * @param ledger opened behind the report was written, so that nothing written meanwhile is missed
 * @param text what the report says
 * @param known texts that are known without any report, such as that of HEAD: what starts from them lacks nothing
 */
export async function joinReports(
  ledger: Reports,
  path: string,
  text: AttributedText,
  known: () => Promise<readonly string[]>,
  now: Date,
): Promise<void> {
  const textId = ledger.textIdOf(text.text())
  const observations = await ledger.observationsOf(path)
  const reports = newestReports(observations, now).filter((report) => report.textId !== textId)
  if (reports.length === 0) return
  const seen = new Set(observations.map((observation) => observation.textId))
  const open = [{ textId, text }]
  const tell = async (report: Observation, complete: (own: AttributedText) => AttributedText): Promise<void> => {
    const own = await report.read()
    const told = own && complete(own)
    if (!told || told === own || open.some((other) => other.textId === report.textId)) return
    const { textId, at, parentTextId } = report
    const later = new Date(Date.parse(at) + 1).toISOString()
    await ledger.record({ path, attributed: told, kind: 'agent', at: later, ...(parentTextId && { parentTextId }) })
    open.push({ textId, text: told })
  }
  // Where nobody ever says how the text before came about, as when somebody typed in between, lines may still be ours.
  const loose = reports.filter(({ parentTextId }) => parentTextId !== undefined && !seen.has(parentTextId))
  const texts = loose.length > 0 ? await known() : []
  const knownIds = new Set(texts.map((other) => ledger.textIdOf(other)))
  for (const report of loose) {
    if (knownIds.has(report.parentTextId!)) continue
    await tell(report, (own) => fillUnknown(own, carryOver(own.text(), [text], texts)))
  }
  for (const before of open) {
    for (const report of reports) {
      if (report.parentTextId !== before.textId) continue
      await tell(report, (own) => fillUnknown(own, reconcile(before.text, own.text(), unknown)))
    }
  }
}

/** The reports that one may have come too late for, each step once, as it was told last. */
function newestReports(observations: readonly Observation[], now: Date): readonly Observation[] {
  const reports = new Map<string, Observation>()
  for (const observation of observations) {
    const { kind, at, textId, parentTextId } = observation
    if (kind !== 'agent' || now.getTime() - Date.parse(at) > lateMs) continue
    const step = `${parentTextId} ${textId}`
    if (!reports.has(step)) reports.set(step, observation)
  }
  return [...reports.values()]
}
