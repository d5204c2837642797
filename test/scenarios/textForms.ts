import { group as texts } from './e15Texts.scenario'
import type { Scenario, ScenarioGroup } from './scenario'

/** How git is told to change texts on the way into the repository and back. */
interface TextForm extends Pick<ScenarioGroup, 'id' | 'title' | 'gitConfig'>, Pick<Scenario, 'encoding'> {
  /** Parts of the titles of the scenarios of E15 that are played. */
  readonly titles: readonly string[]
  /** Attributes of all files. */
  readonly attributes?: string
}

/** The scenarios of E15 once more, in another form of the files. */
export function textsAs({ titles, attributes, encoding, ...about }: TextForm): ScenarioGroup {
  return {
    ...about,
    scenarios: titles.map((part) => {
      const scenario = texts.scenarios.find(({ title }) => title.includes(part))
      if (!scenario) throw new Error(`No scenario of E15 is called "${part}"`)
      const { fast: _fast, bytes, ...same } = scenario
      return {
        ...same,
        ...(encoding ? { encoding } : bytes && { bytes }),
        files: {
          ...(attributes !== undefined && { '.gitattributes': `*.ts ${attributes}\n` }),
          ...same.files,
        },
      }
    }),
  }
}
