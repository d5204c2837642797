import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

type Version = readonly [number, number, number]

interface Lock {
  readonly packages: Readonly<Record<string, { readonly engines?: { readonly node?: string } }>>
}

/** Whether a range such as `^20.19.0 || >=22.12.0` takes a version; only what packages write there is understood. */
function takes(range: string, version: Version): boolean {
  return range.split('||').some((part) =>
    part
      .trim()
      .replaceAll(/([<>=^~])\s+/g, '$1')
      .split(/\s+(?=[<>^~\d])/)
      .every((comparator) => {
        const [, operator = '', major, minor = '0', patch = '0'] =
          /^([<>=^~]*)\s*v?(\d+)(?:\.(\d+|x))?(?:\.(\d+|x))?/.exec(comparator) ?? []
        if (major === undefined) return comparator === '*' || comparator === ''
        const named: Version = [Number(major), Number(minor) || 0, Number(patch) || 0]
        const order = version.map((number, at) => number - named[at]!).find((difference) => difference !== 0) ?? 0
        if (operator === '<') return order < 0
        return operator === '>=' || operator === '>' ? order >= 0 : named[0] === version[0] && order >= 0
      }),
  )
}

it('Every package runs on the oldest Node that the README names', () => {
  const [, major, minor] = /Node (\d+)\.(\d+) or later/.exec(readFileSync('README.md', 'utf8')) ?? []
  const oldest: Version = [Number(major), Number(minor), 0]
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } }
  assert.equal(engines.node, `>=${major}.${minor}`)
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock
  const newer = Object.entries(packages).filter(([, { engines }]) => engines?.node && !takes(engines.node, oldest))
  assert.deepEqual(newer, [])
  for (const [range, expected] of [
    ['>=22.0.0', false],
    ['>= 20', true],
    ['^18.18.0 || ^20.9.0 || >=21.1.0', true],
    ['20 || >=22', true],
    ['^22.1.0', false],
    ['>=18 <20', false],
  ] as const) {
    assert.equal(takes(range, oldest), expected, range)
  }
})
