import { writeFileSync } from 'node:fs'
import * as path from 'node:path'
import { projectRoot } from '../host/projectRoot'
import { blindSpots } from './blindSpots'
import { knownNotRight } from './knownNotRight'
import { notPlayed } from './notPlayed'
import { plantedFaults } from './plantedFaults'
import { cellsOf, tableHeadings } from './printTable'
import type { ScoreRow } from './scoreRow'

/** Writes `docs/accuracy.md` from the rows of a whole run. */
export function writeAccuracyPage(rows: readonly ScoreRow[]): void {
  writeFileSync(path.join(projectRoot(), 'docs', 'accuracy.md'), accuracyPage(rows))
}

function accuracyPage(rows: readonly ScoreRow[]): string {
  const table = (cells: readonly (readonly string[])[]) => cells.map((row) => `| ${row.join(' | ')} |`).join('\n')
  const head = tableHeadings()
  return `# Accuracy

Measured with \`npm run build && npm run scenarios\`, which wrote this page. Each row is a short script that drives a real
VS Code as a person does (keys, mouse, clipboard, input method, a stand-in assistant on VS Code's own pipelines) and ends
in a commit with Byline's hooks. The script knows who wrote every line; this is what Byline said.

- A line counts as right only where the running editor, the repository's own record after the commit, and a clone
  that has nothing but the commit all say the truth (a commit says nothing of human lines: there they may be unknown),
  and where the evidence of an AI line is the one that the channel can have.
- *proposed*: the editor names the source of every edit (a proposed API). *stable*: it does not, as everywhere today.
- *false AI*: a human or unknown line said to be AI's or mixed. *false human*: an AI, mixed or unknown line said to be
  human. *unknown*: a line of which Byline knows less than the script (unknown, or mixed where it is all AI). Where an
  editor that names no sources lets nobody know more, the script says so beside the line, and that is counted here and
  not held against the row.
- A script whose keys did not all arrive (the text it left is not the one it writes) has shown nothing: it is played again
  in a fresh folder, and the row says how often. What Byline says plays no part in that.
- Rows are not averaged: each stands for a thing that people do, not for how often they do it.

${table([head, head.map(() => '---'), ...rows.map(cellsOf)])}

## Rows that are known not to be right

${
  knownNotRight.length === 0
    ? 'None.'
    : knownNotRight.map(({ scenario, channel, reason }) => `- ${scenario} (${channel}): ${reason}`).join('\n')
}

## What Byline cannot see

${blindSpots.map(({ what, why }) => `- **${what}** ${why}`).join('\n')}

## What is not measured here

${notPlayed.map((what) => `- ${what}`).join('\n')}

Planted faults (\`npm run scenarios -- --faults\`): ${plantedFaults.length} defects put into the capture one at a time; a run is
green only where scenarios find every one of them. \`npm test\` plays a few rows of each group and three of these faults.
`
}
