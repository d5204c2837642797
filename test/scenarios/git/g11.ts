import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GitScenario } from './gitScenario'
import { base, type Clone, type GitWorld } from './gitWorld'

const clause = (clause: string, play: GitScenario['play'], expected: GitScenario['expected']): GitScenario => ({
  group: 'G11',
  clause,
  play,
  expected,
})

async function withByline(world: GitWorld, name: string): Promise<Clone> {
  const clone = await world.clone(name)
  await clone.byline('install')
  return clone
}

async function push(clone: Clone): Promise<void> {
  await clone.git('push', '--quiet', 'origin', 'HEAD:main')
}

/** Notes of several people. */
export const g11: readonly GitScenario[] = [
  clause(
    'notes on different blobs, pushed in turn',
    async (world, me) => {
      await me.ai('a.ts', `${base}ai1()\n`)
      await me.commit('Mine')
      await me.publish()
      const bo = await withByline(world, 'bo')
      await bo.ai('b.ts', 'ai2()\n')
      await bo.human('b.ts', 'ai2()\nhuman()\n')
      await bo.commit('Theirs')
      await bo.publish()
    },
    { 'a.ts': 'hhha', 'b.ts': 'ah' },
  ),
  clause(
    'notes that diverged, merged',
    async (world, me) => {
      const bo = await withByline(world, 'bo')
      await me.ai('a.ts', `${base}ai1()\n`)
      await me.commit('Mine')
      await me.publish()
      // Both have notes of their own before either sees the other's.
      await bo.ai('b.ts', 'ai2()\n')
      await bo.commit('Theirs')
      await bo.git('pull', '--quiet', '--rebase')
      await push(bo)
      await bo.byline('sync')
      await me.git('pull', '--quiet', '--ff-only', 'origin', 'main')
      await me.human('a.ts', `${base}ai1()\nhuman()\n`)
      await me.commit('On')
      await push(me)
      await me.byline('sync')
    },
    { 'a.ts': 'hhhah', 'b.ts': 'a' },
  ),
  clause(
    'both sync at the same moment',
    async (world, me) => {
      const bo = await withByline(world, 'bo')
      await me.ai('a.ts', `${base}ai1()\n`)
      await me.commit('Mine')
      await push(me)
      await bo.ai('b.ts', 'ai2()\n')
      await bo.commit('Theirs')
      await bo.git('pull', '--quiet', '--rebase')
      await push(bo)
      await Promise.all([me.byline('sync'), bo.byline('sync'), me.byline('sync')])
    },
    { 'a.ts': 'hhha', 'b.ts': 'a' },
  ),
  clause(
    'two people on the same blob, each knowing other lines',
    async (world, me) => {
      // The same text comes about in two clones that know nothing of each other.
      const bo = await withByline(world, 'bo')
      me.write('c.ts', 'first()\n')
      await me.ai('c.ts', 'first()\nsecond()\n')
      await me.commit('Mine')
      await me.publish()
      await bo.human('c.ts', 'first()\n')
      bo.write('c.ts', 'first()\nsecond()\n')
      const input = { path: 'c.ts', contributor: 'unknown', before: 'first()\n', after: 'first()\nsecond()\n' }
      await bo.tryByline(['record', '--agent', 'generic'], JSON.stringify(input))
      await bo.commit('Theirs')
      await bo.git('push', '--quiet', 'origin', 'HEAD:theirs')
      await bo.byline('sync')
    },
    { 'a.ts': 'hhh', 'c.ts': 'ha' },
  ),
  clause(
    'two people on the same blob who contradict each other',
    async (world, me) => {
      const bo = await withByline(world, 'bo')
      await me.ai('c.ts', 'first()\nsecond()\n')
      await me.git('-c', 'byline.trailers=false', 'add', '.')
      await me.git('-c', 'byline.trailers=false', 'commit', '--quiet', '-m', 'Mine')
      await me.publish()
      await bo.human('c.ts', 'first()\nsecond()\n')
      await bo.commit('Theirs')
      await bo.git('push', '--quiet', 'origin', 'HEAD:theirs')
      await bo.byline('sync')
    },
    { 'a.ts': 'hhh', 'c.ts': 'uu' },
  ),
  clause(
    'a clone that fetches the notes later',
    async (world, me) => {
      const late = await world.clone('late')
      await me.human('a.ts', `${base}mine()\n`)
      await me.commit('Mine')
      await me.publish()
      await late.git('pull', '--quiet')
      if ((await late.contributors('a.ts')) !== 'uuuu') throw new Error('known before the notes were there')
      await late.byline('sync')
      if ((await late.contributors('a.ts')) !== 'hhhh') throw new Error(await late.contributors('a.ts'))
    },
    { 'a.ts': 'hhhh' },
  ),
  clause(
    'nothing of what was not pushed',
    async (world, me) => {
      await me.ai('secret.ts', 'plan()\n')
      await me.commit('Private')
      await me.byline('sync')
      await me.ai('secret.ts', 'plan()\nmore()\n')
      await me.byline('sync')
      const notes = await (await world.clone('spy')).git('ls-remote', 'origin')
      const spy = await world.clone('spy2')
      await spy.git('fetch', '--quiet', 'origin', '+refs/*:refs/all/*')
      const all = await spy.git('rev-list', '--objects', '--all')
      const secret = await me.git('rev-parse', 'HEAD:secret.ts')
      if (all.includes(secret.slice(2)) || (await spy.git('log', '-p', '--all')).includes('secret')) {
        throw new Error(`published: ${notes}`)
      }
    },
    { 'a.ts': 'hhh' },
  ),
  clause(
    'nothing of one remote for the other',
    async (world, me) => {
      await me.git('init', '--quiet', '--bare', '--initial-branch=main', '../public.git')
      await me.git('remote', 'add', 'public', '../public.git')
      await me.git('push', '--quiet', 'public', 'HEAD:main')
      await me.ai('secret.ts', 'plan()\n')
      await me.commit('For the team only')
      await me.publish()
      await me.byline('sync', 'public')
      const spy = await world.clone('spy')
      await spy.git('remote', 'set-url', 'origin', join(world.folder, 'public.git'))
      await spy.git('fetch', '--quiet', 'origin', '+refs/*:refs/public/*')
      const published = await spy.git('log', '-p', '-m', '--glob=refs/public/*', '--format=%H')
      if (published.includes('secret') || !published.includes('a.ts')) throw new Error(published)
    },
    { 'a.ts': 'hhh', 'secret.ts': 'a' },
  ),
  clause(
    'a remote that refuses notes',
    async (world, me) => {
      const hook = join(world.server, 'hooks', 'update')
      writeFileSync(hook, '#!/bin/sh\ncase "$1" in refs/notes/*) echo "no notes here" >&2; exit 1;; esac\n')
      chmodSync(hook, 0o755)
      await me.ai('a.ts', `${base}ai1()\n`)
      await me.commit('Mine')
      await push(me)
      const { code, stderr } = await me.tryByline(['sync'])
      if (code !== 2 || !/origin refuses the notes: .*hook declined/.test(stderr)) throw new Error(`${code} ${stderr}`)
      // Trailers carry what is AI; whoever reads without notes knows no more.
    },
    { 'a.ts': 'uuua' },
  ),
]
