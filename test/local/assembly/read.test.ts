import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readAssembly } from '../../../local/assembly/read.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'homeward-assembly-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(file: string, content: object): void {
  writeFileSync(join(folder, file), JSON.stringify(content))
}

function stack(templateFile: string, dependencies: string[] = [], stackName?: string) {
  return { type: 'aws:cloudformation:stack', properties: { templateFile, stackName }, dependencies }
}

describe('a cloud assembly', () => {
  it('gives its stacks, each after those it depends on', () => {
    write('manifest.json', {
      artifacts: {
        Service: stack('b.json', ['State', 'Service.assets'], 'homeward-service'),
        State: stack('a.json'),
        'Service.assets': { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } },
        Tree: { type: 'cdk:tree' },
      },
    })
    write('a.json', { Resources: {} })
    write('b.json', { Resources: {}, Rules: {}, Description: 'x' })
    write('assets.json', {
      files: { abc: { source: { path: 'asset.abc' }, destinations: { here: { objectKey: 'abc.zip' } } } },
    })
    const { stacks } = readAssembly(folder)
    expect(stacks.map(({ name }) => name)).toEqual(['State', 'homeward-service'])
    expect(stacks[1]?.assets).toEqual(new Map([['abc.zip', join(folder, 'asset.abc')]]))
  })

  it('takes in the assemblies of its stages', () => {
    mkdirSync(join(folder, 'assembly-prod'))
    write('manifest.json', {
      artifacts: { prod: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-prod' } } },
    })
    write('assembly-prod/manifest.json', { artifacts: { State: stack('a.json') } })
    write('assembly-prod/a.json', { Resources: {} })
    expect(readAssembly(folder).stacks.map(({ name }) => name)).toEqual(['State'])
  })

  it('is moved from the account and region it was made for to the ones here', () => {
    const environment = 'aws://999988887777/eu-west-2'
    write('manifest.json', { artifacts: { State: { ...stack('a.json'), environment } } })
    const Properties = { InstanceArn: 'arn:aws:connect:eu-west-2:999988887777:instance/i' }
    write('a.json', { Resources: { Flow: { Type: 'AWS::Connect::ContactFlow', Properties } } })
    expect(readAssembly(folder).stacks[0]?.template.Resources.Flow?.Properties).toEqual({
      InstanceArn: 'arn:aws:connect:us-east-1:111122223333:instance/i',
    })
  })

  it('refuses a section it does not understand', () => {
    write('manifest.json', { artifacts: { State: stack('a.json') } })
    write('a.json', { Resources: {}, Transform: 'AWS::Serverless-2016-10-31' })
    expect(() => readAssembly(folder)).toThrow('State: the template section Transform is not supported')
  })

  it('refuses stacks in a circle', () => {
    write('manifest.json', { artifacts: { A: stack('a.json', ['B']), B: stack('a.json', ['A']) } })
    write('a.json', { Resources: {} })
    expect(() => readAssembly(folder)).toThrow('these stacks depend on each other: A → B → A')
  })

  it('says that a folder is no assembly', () => {
    expect(() => readAssembly(folder)).toThrow(
      /manifest\.json cannot be read: is this folder what cdk synth wrote\?/,
    )
  })
})
